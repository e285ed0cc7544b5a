// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.maven.image.ImageException;

class StepsFoldersTest {
    @TempDir
    Path basedir;

    @Test
    void areThoseThatThePomNamesThereOrNot() throws ImageException {
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

    @Test
    void whatIsNoPathIsToldWithTheParameter() {
        assertThatThrownBy(() -> StepsFolders.of(List.of(new File("a"), new File("b\0")), basedir.toFile()))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith("<stepsDirectories>: \"b\\u0000\" is no path in the encoding of this locale: ");
        assertThatThrownBy(() -> StepsFolders.of(Collections.singletonList(null), basedir.toFile()))
                .isInstanceOf(ImageException.class)
                .hasMessage("<stepsDirectories>: expected a path in each element, found an empty one: remove it, or"
                        + " name a path");
    }
}
