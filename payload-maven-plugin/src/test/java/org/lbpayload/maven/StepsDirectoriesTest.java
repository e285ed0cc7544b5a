// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.maven.image.ImageException;

class StepsDirectoriesTest {
    @TempDir
    Path basedir;

    @Test
    void prefersConfiguredDirectories() throws ImageException {
        assertThat(StepsDirectories.of(List.of(new File("a"), new File("b")), basedir))
                .containsExactly(Path.of("a"), Path.of("b"));
    }

    @Test
    void usesDefaultWhenItHasManifest() throws Exception {
        Path steps = Files.createDirectories(basedir.resolve("steps"));
        assertThat(StepsDirectories.of(List.of(), basedir)).isEmpty();

        Files.createFile(steps.resolve("manifest"));
        assertThat(StepsDirectories.of(List.of(), basedir)).containsExactly(steps);
    }

    @Test
    void refusesMissingSteps() {
        assertThatThrownBy(() -> StepsDirectories.plan(List.of(), basedir, "import_payload"))
                .isInstanceOf(ImageException.class)
                .hasMessage("<stepsDirectories>: " + basedir + "/steps/manifest does not exist: run Maven in a checkout"
                        + " of live-bootstrap, or name its steps directory");
    }

    @Test
    void namesParameterWhenManifestIsMalformed() throws Exception {
        Path manifest = Files.writeString(basedir.resolve("manifest"), "no directive\n");
        assertThatThrownBy(() -> StepsDirectories.plan(List.of(basedir.toFile()), basedir, "import_payload"))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith("<stepsDirectories>: " + manifest + ":1: ");
    }

    @Test
    void refusesInvalidPath() {
        assertThatThrownBy(() -> StepsDirectories.of(List.of(new File("a"), new File("b\0")), basedir))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith(
                        "<stepsDirectories>: \"b\\u0000\" is not a valid path in the encoding of this locale: ");
        assertThatThrownBy(() -> StepsDirectories.of(Collections.singletonList(null), basedir))
                .isInstanceOf(ImageException.class)
                .hasMessage("<stepsDirectories>: expected a path in each element, found an empty element: remove the"
                        + " element, or name a path");
    }
}
