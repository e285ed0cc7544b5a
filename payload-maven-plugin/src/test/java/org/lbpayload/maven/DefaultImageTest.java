// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.model.Build;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.lbpayload.maven.image.ImageException;

class DefaultImageTest {
    private final MavenProject project = new MavenProject();
    private final File basedir = new File("/base");

    @Test
    void isWhereThePomSays() throws ImageException {
        assertThat(DefaultImage.of(new File("/elsewhere/x.img"), project, basedir.toPath()))
                .isEqualTo(Path.of("/elsewhere/x.img"));
    }

    @Test
    void isInTheBuildFolderUnderTheFinalNameOfAProject() throws ImageException {
        Build build = new Build();
        build.setDirectory("/base/out");
        build.setFinalName("name-1");
        project.setBuild(build);
        project.setFile(new File(basedir, "pom.xml"));

        assertThat(DefaultImage.of(null, project, basedir.toPath())).isEqualTo(Path.of("/base/out/name-1-payload.img"));
    }

    @Test
    void isInTargetWhereThereIsNoProject() throws ImageException {
        assertThat(DefaultImage.of(null, project, basedir.toPath())).isEqualTo(Path.of("/base/target/payload.img"));
    }

    @Test
    void whatIsNoPathIsToldWithTheParameter() {
        assertThatThrownBy(() -> DefaultImage.of(new File("a\0b"), project, basedir.toPath()))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith(
                        "<imageFile>: \"a\\u0000b\" is no path in the encoding of this locale: correct it");
    }
}
