// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.aether.DefaultSessionData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.maven.io.GoalException;

class SessionOutputsTest {
    private final DefaultSessionData session = new DefaultSessionData();

    @TempDir
    private Path directory;

    @Test
    void refusesFileOfOtherExecution() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Files.createDirectory(directory.resolve("d")));
        outputs().reserveFile(directory.resolve("d/x.img"), "<imageFile>", "execution one");

        assertThatThrownBy(() -> outputs().reserveFile(link.resolve("x.img"), "<imageFile>", "execution two"))
                .isInstanceOf(GoalException.class)
                .hasMessage("<imageFile>: execution one and execution two both write " + link.resolve("x.img")
                        + ": give each execution a different <imageFile> or <classifier>, or run only one of them");
    }

    @Test
    void refusesRootDirectory() {
        assertThatThrownBy(() -> outputs().reserveFile(directory.getRoot(), "<earlyDirectory>", "execution one"))
                .isInstanceOf(GoalException.class)
                .hasMessage("<earlyDirectory>: cannot write /: name a path below it");
        assertThatThrownBy(() -> outputs().reserveFile(Path.of("/tmp/.."), "<earlyDirectory>", "execution one"))
                .isInstanceOf(GoalException.class);
    }

    @Test
    void acceptsSameExecutionAgain() throws Exception {
        outputs().reserveFile(directory.resolve("x.img"), "<imageFile>", "execution one");
        outputs().reserveFile(directory.resolve("x.img"), "<imageFile>", "execution one");
        outputs().reserveFile(directory.resolve("y.img"), "<imageFile>", "execution two");
    }

    @Test
    void refusesFileInDirectoryThatWasMissing() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Files.createDirectory(directory.resolve("d")));
        outputs().reserveFile(link.resolve("target/x.img"), "<imageFile>", "execution one");
        Files.createDirectory(directory.resolve("d/target"));

        assertThat(outputs().isReserved(directory.resolve("d/target/x.img"))).isTrue();
        assertThat(outputs().isReserved(directory.resolve("d/target/y.img"))).isFalse();
        assertThatThrownBy(() -> outputs().reserveFile(link.resolve("target/x.img"), "<imageFile>", "execution two"))
                .isInstanceOf(GoalException.class);
    }

    @Test
    void refusesArtifactOfOtherExecution() throws Exception {
        outputs().reserveArtifact("g:a:1:payload", "execution one", "choose");

        outputs().reserveArtifact("g:a:1:other", "execution two", "choose");
        assertThatThrownBy(() -> outputs().reserveArtifact("g:a:1:payload", "execution two", "choose"))
                .isInstanceOf(GoalException.class)
                .hasMessage("<attach>: execution one and execution two both attach an image as g:a:1:payload: choose");
    }

    /** Returns a new object, because each execution creates its own. All objects share the data of the session. */
    private SessionOutputs outputs() {
        return new SessionOutputs(session);
    }
}
