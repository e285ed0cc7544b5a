// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loop devices are block devices in all that matters here. */
@Tag("root")
class DiskWriterLoopTest {

    private static final int SIZE = 8 << 20;

    @TempDir
    Path folder;

    private Path image;
    private Path backing;
    private Path loop;

    @BeforeEach
    void attach() throws Exception {
        image = Payloads.write(folder.resolve("payload.img"), true, "a.tar", "a".repeat(3_000_000));
        backing = folder.resolve("backing");
        Files.write(backing, new byte[SIZE]);
        loop = Path.of(run("losetup", "--find", "--show", backing.toString()).strip());
    }

    @AfterEach
    void detach() throws Exception {
        run("losetup", "--detach", loop.toString());
    }

    @Test
    void writesTheImageAndReadsItBackPastTheCache() throws Exception {
        DiskWriter.Result report = write(false);

        assertThat(Files.readAllBytes(loop)).isEqualTo(Arrays.copyOf(Files.readAllBytes(image), SIZE));
        assertThat(report.disk()).isEqualTo(loop + " (" + backing + ", 8388608 bytes)");
        assertThat(report.pastCache()).isTrue();
    }

    @Test
    void writesToADiskThatHasAnOddNumberOfSectors() throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(backing.toFile(), "rw")) {
            file.setLength((Files.size(image) + 511) / 512 * 512);
        }
        run("losetup", "--set-capacity", loop.toString());

        write(false);

        assertThat(Files.readAllBytes(loop)).startsWith(Files.readAllBytes(image));
    }

    @Test
    void refusesAMountedDiskEvenWhenForced() throws Exception {
        run("mkfs.ext4", "-q", loop.toString());
        Path point = Files.createDirectory(folder.resolve("point"));
        run("mount", loop.toString(), point.toString());
        try {
            assertThatThrownBy(() -> write(true))
                    .isInstanceOf(DiskException.class)
                    .hasMessageContaining(" is in use: " + loop + " is mounted on " + point);
        } finally {
            run("umount", point.toString());
        }
    }

    @Test
    void refusesAFileSystemUnlessForced() throws Exception {
        run("mkfs.ext4", "-q", loop.toString());

        assertThatThrownBy(() -> write(false))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining("holds an ext2, ext3 or ext4 file system; add -Dlbpayload.overwrite");
        write(true);
    }

    @Test
    void refusesSwapSpace() throws Exception {
        run("mkswap", loop.toString());

        assertThatThrownBy(() -> write(false))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining("holds swap space; add -Dlbpayload.overwrite");
    }

    @Test
    void refusesTheFileBehindALoopDevice() {
        assertThatThrownBy(() -> new DiskWriter(DiskProgress.SILENT)
                        .write(new DiskWriter.Request(image, backing, backing, true, true)))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining("is in use: it is behind " + loop);
    }

    @Test
    void refusesADiskBehindALoopDevice() throws Exception {
        String second = run("losetup", "--find", "--show", loop.toString()).strip();
        try {
            assertThatThrownBy(() -> write(true))
                    .isInstanceOf(DiskException.class)
                    .hasMessageContaining(" is in use: " + loop + " is behind " + second);
        } finally {
            run("losetup", "--detach", second);
        }
    }

    @Test
    void refusesADiskThatSysfsDoesNotTellOf() {
        Path none = folder.resolve("none");

        assertThatThrownBy(() -> new DiskWriter(new KernelView(none, Path.of("/proc")), DiskProgress.SILENT)
                        .write(new DiskWriter.Request(image, loop, loop, true, false)))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining(loop + " is a block device that " + none + "/dev/block does not have");
    }

    @Test
    void refusesADiskThatIsTooSmall() throws Exception {
        Payloads.write(image, true, "a.tar", "a".repeat(SIZE));

        assertThatThrownBy(() -> write(false))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining("is too small for the " + Files.size(image) + " bytes");
    }

    @Test
    void saysWhereADiskFailed() throws Exception {
        // Everything behind the first MiB of the disk answers with an I/O error now.
        try (RandomAccessFile file = new RandomAccessFile(backing.toFile(), "rw")) {
            file.setLength(1 << 20);
        }

        assertThatThrownBy(() -> write(false)).isInstanceOf(DiskException.class).hasMessageContaining(loop.toString());
    }

    private DiskWriter.Result write(boolean force) throws DiskException {
        return new DiskWriter(DiskProgress.SILENT).write(new DiskWriter.Request(image, loop, loop, force, false));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
