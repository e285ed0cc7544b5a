// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.model.Build;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lbpayload.maven.image.ImageException;

class DefaultImageTest {
    private final MavenProject project = new MavenProject();
    private final Path basedir = Path.of("/base");

    @Test
    void prefersConfiguredFile() throws ImageException {
        assertThat(DefaultImage.of(new File("/elsewhere/x.img"), "payload", project, basedir))
                .isEqualTo(Path.of("/elsewhere/x.img"));
    }

    @Test
    void usesFinalNameAndClassifierOfProject() throws ImageException {
        Build build = new Build();
        build.setDirectory("/base/out");
        build.setFinalName("name-1");
        project.setBuild(build);
        project.setFile(new File("/base/pom.xml"));

        assertThat(DefaultImage.of(null, "payload", project, basedir))
                .isEqualTo(Path.of("/base/out/name-1-payload.img"));
        assertThat(DefaultImage.of(null, "extra", project, basedir)).isEqualTo(Path.of("/base/out/name-1-extra.img"));
    }

    @Test
    void usesTargetWithoutProject() throws ImageException {
        assertThat(DefaultImage.of(null, "payload", project, basedir)).isEqualTo(Path.of("/base/target/payload.img"));
    }

    @Test
    void refusesInvalidPath() {
        assertThatThrownBy(() -> DefaultImage.of(new File("a\0b"), "payload", project, basedir))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith("<imageFile>: \"a\\u0000b\" ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a/b", "a\\b"})
    void refusesInvalidClassifier(String classifier) {
        assertThatThrownBy(() -> DefaultImage.of(null, classifier, project, basedir))
                .isInstanceOf(ImageException.class)
                .hasMessage("<classifier>: expected a part of a file name, found \"" + classifier
                        + "\": correct the classifier, or remove it to use \"payload\"");
    }
}
