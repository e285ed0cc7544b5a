// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path directory;

    @Test
    void replacesTargetOnCommit() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "old");
        try (AtomicFile file = AtomicFile.create(target)) {
            Files.writeString(file.temporary(), "new");
            assertThat(target).hasContent("old");
            file.commit();
        }
        assertThat(target).hasContent("new");
        assertThat(directory).isDirectoryNotContaining(path -> !path.equals(target));
    }

    @Test
    void keepsTargetWithoutCommit() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "old");
        try (AtomicFile file = AtomicFile.create(target)) {
            Files.writeString(file.temporary(), "new");
        }
        assertThat(target).hasContent("old");
        assertThat(directory).isDirectoryNotContaining(path -> !path.equals(target));
    }

    @Test
    void deletesOnlyLeftoversOfKilledRuns() throws IOException {
        Path target = directory.resolve("target");
        AtomicFile killed = AtomicFile.create(target);
        Files.writeString(killed.temporary(), "half");
        Path other = Files.writeString(directory.resolve(".target.mine.part"), "mine");
        try (AtomicFile file = AtomicFile.create(target)) {
            assertThat(killed.temporary()).doesNotExist();
            assertThat(file.temporary()).doesNotExist();
        }
        assertThat(other).exists();
    }
}
