// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.maven.io.GoalException;

class InputFilesTest {
    @TempDir
    Path directory;

    private final InputFiles inputs = new InputFiles();
    private Path input;

    @BeforeEach
    void addInput() throws Exception {
        input = Files.writeString(Files.createDirectory(directory.resolve("d")).resolve("input"), "content");
        inputs.add(input, "<imageFile>");
    }

    @Test
    void refusesInput() {
        assertThatThrownBy(() -> inputs.refuseAsOutput(directory.resolve("d/../d/input"), "<earlyImage>"))
                .isInstanceOf(GoalException.class)
                .hasMessage("<earlyImage>: cannot write " + directory.resolve("d/../d/input")
                        + ", because that would replace " + input + " of <imageFile>: name another path");
    }

    @Test
    void refusesSymbolicAndHardLinkToInput() throws Exception {
        assertRefused(Files.createSymbolicLink(directory.resolve("symbolic"), input));
        assertRefused(Files.createLink(directory.resolve("hard"), input));
        assertRefused(Files.createSymbolicLink(directory.resolve("link"), directory.resolve("d"))
                .resolve("input"));
    }

    @Test
    void refusesDirectoryOfInput() {
        assertRefused(directory.resolve("d"));
    }

    @Test
    void refusesMissingInput() {
        inputs.add(directory.resolve("missing"), "<kernelFile>");

        assertRefused(directory.resolve("missing"));
    }

    @Test
    void refusesFileBelowTree() throws Exception {
        inputs.addTree(directory.resolve("d"), "<stepsDirectories>");
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("d"));

        assertThatThrownBy(() -> inputs.refuseAsOutput(link.resolve("other"), "<earlyImage>"))
                .isInstanceOf(GoalException.class)
                .hasMessage("<earlyImage>: cannot write " + link.resolve("other") + ", because the path is below "
                        + directory.resolve("d") + " of <stepsDirectories>: name another path");
    }

    @Test
    void refusesSymbolicLinkInTree() throws Exception {
        inputs.addTree(directory.resolve("d"), "<stepsDirectories>");
        Path link = Files.createSymbolicLink(directory.resolve("d/link"), directory.resolve("elsewhere"));

        assertThatThrownBy(() -> inputs.refuseAsOutput(link, "<earlyImage>"))
                .isInstanceOf(GoalException.class)
                .hasMessageContaining("because the path is below");
    }

    @Test
    void acceptsOtherFiles() throws Exception {
        inputs.add(directory.resolve("d"), "<distfilesDirectory>");

        inputs.refuseAsOutput(directory.resolve("d/other"), "<earlyImage>");
        inputs.refuseAsOutput(Files.writeString(directory.resolve("input"), ""), "<earlyImage>");
    }

    private void assertRefused(Path output) {
        assertThatThrownBy(() -> inputs.refuseAsOutput(output, "<earlyImage>")).isInstanceOf(GoalException.class);
    }
}
