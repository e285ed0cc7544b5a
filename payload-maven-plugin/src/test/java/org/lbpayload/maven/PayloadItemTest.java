// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.lbpayload.maven.io.GoalException;

class PayloadItemTest {
    private static final Path BASEDIR = Path.of("/project");

    private final MavenProject project = new MavenProject();

    @Test
    void findsImageByFileOrClassifier() throws Exception {
        assertThat(new PayloadItem(new File("repo.img"), null, "/external/repo").image(project, BASEDIR))
                .isEqualTo(Path.of("/project/repo.img"));
        assertThat(new PayloadItem(null, "repo", "/external/repo").image(project, BASEDIR))
                .isEqualTo(Path.of("/project/target/repo.img"));
    }

    @Test
    void rejectsItemWithoutImageOrWithTwo() {
        assertThatThrownBy(() -> new PayloadItem(null, null, "/external/repo").image(project, BASEDIR))
                .isInstanceOf(GoalException.class)
                .hasMessageContaining("found neither");
        assertThatThrownBy(() -> new PayloadItem(new File("a"), "b", "/external/repo").image(project, BASEDIR))
                .hasMessageContaining("found both");
    }

    @Test
    void rejectsItemWithoutDestination() {
        assertThatThrownBy(() -> new PayloadItem(new File("a"), null, null).destination())
                .hasMessageContaining("expected a <destination>");
    }
}
