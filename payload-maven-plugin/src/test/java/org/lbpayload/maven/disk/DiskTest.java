// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTest {
    private static final int SIZE = 10_000;

    @TempDir
    private Path directory;

    @Test
    void usesCacheWithoutDirectTransfers() throws Exception {
        try (Disk disk = Disk.open(file(), false, Optional.empty())) {
            assertThat(disk.isDirect()).isFalse();
            assertThat(disk.descriptors()).isOne();

            writesAndReadsBack(disk);
        }
    }

    @Test
    void writesAndReadsPartsOfBlocks() throws Exception {
        try (Disk disk = Disk.open(file(), false)) {
            writesAndReadsBack(disk);
        }
    }

    private Path file() throws IOException {
        return Files.write(directory.resolve("disk"), new byte[SIZE]);
    }

    private static void writesAndReadsBack(Disk disk) throws IOException {
        ByteBuffer buffer = disk.buffer();
        buffer.put(0, new byte[] {1, 2, 3}).limit(5000);
        disk.write(buffer, 4096);
        disk.sync();

        disk.read(buffer, 4096, 8000);

        assertThat(buffer.limit()).isEqualTo(SIZE - 4096);
        assertThat(buffer.get(0)).isEqualTo((byte) 1);
        assertThat(buffer.get(2)).isEqualTo((byte) 3);
    }
}
