// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepsFoldersTest {
    @TempDir
    Path basedir;

    @Test
    void areThoseThatThePomNamesThereOrNot() {
        assertThat(StepsFolders.of(List.of(new File("a"), new File("b")), basedir.toFile()))
                .containsExactly(Path.of("a"), Path.of("b"));
    }

    @Test
    void areTheUsualOneWhereItHasAManifest() throws Exception {
        Path steps = Files.createDirectories(basedir.resolve("steps"));
        assertThat(StepsFolders.of(List.of(), basedir.toFile())).isEmpty();

        Files.createFile(steps.resolve("manifest"));
        assertThat(StepsFolders.of(List.of(), basedir.toFile())).containsExactly(steps);
    }

    @Test
    void aGoalThatIsAboutStepsAloneTellsThatThereAreNone() {
        assertThatThrownBy(() -> StepsFolders.plan(List.of(), basedir.toFile(), "import_payload"))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("<stepsDirectories>: " + basedir + "/steps/manifest does not exist: run Maven in a checkout"
                        + " of live-bootstrap, or name its steps folder");
    }

    @Test
    void areNamedByTheirParameterWhereALineIsWrong() throws Exception {
        Path manifest = Files.writeString(basedir.resolve("manifest"), "no directive\n");
        assertThatThrownBy(() -> StepsFolders.plan(List.of(basedir.toFile()), basedir.toFile(), "import_payload"))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("<stepsDirectories>: " + manifest + ":1: ");
    }
}
