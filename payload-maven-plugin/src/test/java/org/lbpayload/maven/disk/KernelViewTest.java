// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelViewTest {

    @TempDir
    private Path directory;

    @Test
    void returnsModelOfDiskForPartition() throws Exception {
        FakeKernel kernel = new FakeKernel(directory);

        assertThat(kernel.view().modelOf(kernel.directoryOf(FakeKernel.DISK))).isEqualTo("SanDisk Ultra");
        assertThat(kernel.view().modelOf(kernel.directoryOf(FakeKernel.PARTITION)))
                .isEqualTo("SanDisk Ultra");
    }

    @Test
    void readsWriteProtection() throws Exception {
        FakeKernel kernel = new FakeKernel(directory);
        Path disk = kernel.directoryOf(FakeKernel.DISK);
        assertThat(kernel.view().isReadOnly(disk)).isFalse();

        kernel.write("sys/devices/sdz/ro", "1\n");
        assertThat(kernel.view().isReadOnly(disk)).isTrue();

        kernel.write("sys/devices/sdz/ro", "0\n");
        assertThat(kernel.view().isReadOnly(disk)).isFalse();
    }
}
