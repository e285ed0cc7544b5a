// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that write to loop devices, which tests can create, fill and break like real disks. */
@Tag("root")
class DiskWriterLoopTest {

    private static final int SIZE = 8 << 20;

    @TempDir
    private Path directory;

    private final Deque<List<String>> cleanup = new ArrayDeque<>();
    private Path image;
    private Path backing;
    private Path loop;

    @BeforeEach
    void attach() throws Exception {
        image = Payloads.write(directory.resolve("payload.img"), true, "a.tar", "a".repeat(3_000_000));
        backing = directory.resolve("backing");
        Files.write(backing, new byte[SIZE]);
        loop = attach(backing.toString());
    }

    @AfterEach
    void cleanUp() throws Exception {
        for (List<String> command : cleanup) {
            run(command.toArray(String[]::new));
        }
    }

    @Test
    void writesImageAndReadsItBackBypassingCache() throws Exception {
        DiskWriter.Result result = write(false);

        assertThat(Files.readAllBytes(loop)).isEqualTo(Arrays.copyOf(Files.readAllBytes(image), SIZE));
        assertThat(result.disk()).isEqualTo(loop + " (" + backing + ", 8388608 bytes)");
        assertThat(result.pastCache()).isTrue();
    }

    @Test
    void writesEarlyImageAndReadsItBackBypassingCache() throws Exception {
        write(false);
        image = Payloads.writeEarlyImage(directory.resolve("early.img"));

        DiskWriter.Result result = write(false);

        assertThat(Files.readAllBytes(loop)).isEqualTo(Arrays.copyOf(Files.readAllBytes(image), SIZE));
        assertThat(result.pastCache()).isTrue();
    }

    @Test
    void writesToDiskWithOddNumberOfSectors() throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(backing.toFile(), "rw")) {
            file.setLength((Files.size(image) + 4095) / 4096 * 4096 + 512);
        }
        run("losetup", "--set-capacity", loop.toString());

        write(false);

        assertThat(Files.readAllBytes(loop)).startsWith(Files.readAllBytes(image));
    }

    @Test
    void refusesDiskThatIsTooSmall() throws Exception {
        Payloads.write(image, true, "a.tar", "a".repeat(SIZE));

        assertRefused(loop, "is too small for the " + Files.size(image) + " bytes");
    }

    @Test
    void refusesDiskThatIsMissingInSysfs() {
        KernelView kernel = new KernelView(directory.resolve("none"), Path.of("/proc"));
        DiskInspector inspector = new DiskInspector(kernel, DiskTools.installed(), Duration.ZERO);

        assertThatThrownBy(() -> write(inspector, loop, true))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining("cannot find out whether " + loop + " is in use");
    }

    @Test
    void refusesWriteProtectedDiskInPreview() throws Exception {
        protect();

        assertThatThrownBy(() -> write(liveInspector(), new DiskWriter.Request(image, loop, null, false, false)))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining(" is write-protected; remove the protection");
    }

    @Test
    void explainsThatDiskIsWriteProtected() {
        DiskWriter.Inspector protecting = (path, ownDescriptors) -> {
            TargetDisk target = liveInspector().inspect(path, ownDescriptors);
            if (ownDescriptors > 0) {
                protect();
            }
            return target;
        };

        assertThatThrownBy(() -> write(protecting, loop, true))
                .isInstanceOf(DiskException.class)
                .hasMessage("cannot write " + image + " to " + loop + ": writing failed at offset 0: Operation not"
                        + " permitted; the disk is write-protected: remove the protection, or name another disk");
    }

    @Test
    void namesDiskThatFails() throws Exception {
        // After truncation of the backing file, only the first MiB of the disk can be read or written.
        try (RandomAccessFile file = new RandomAccessFile(backing.toFile(), "rw")) {
            file.setLength(1 << 20);
        }

        assertThatThrownBy(() -> write(false))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining(loop.toString())
                .hasMessageContaining("Input/output error; the disk failed or was removed");
    }

    @Nested
    class Contents {
        @Test
        void refusesFileSystemUnlessItMayBeOverwritten() throws Exception {
            run("mkfs.ext4", "-q", loop.toString());

            assertThatThrownBy(() -> write(false))
                    .isInstanceOf(DiskException.class)
                    .hasMessageContaining("holds an ext2, ext3 or ext4 file system")
                    .hasMessageContaining("ext4 (reported by wipefs); add -Dlbpayload.overwriteDisk");
            write(true);
        }

        @Test
        void refusesUnusedSwapSpaceUnlessItMayBeOverwritten() throws Exception {
            run("mkswap", loop.toString());

            assertThatThrownBy(() -> write(false))
                    .isInstanceOf(DiskException.class)
                    .hasMessageContaining("holds swap space, swap (reported by wipefs); add -Dlbpayload.overwriteDisk");
        }
    }

    @Nested
    class Uses {
        @Test
        void refusesMountedDisk() throws Exception {
            Path point = mountPoint();
            mount(point);

            assertRefused(loop, " is in use: " + loop + " is mounted on " + point);
        }

        @Test
        void refusesDiskMountedInOtherMountNamespace() throws Exception {
            Path point = mountPoint();
            Process holder = new ProcessBuilder(
                            "unshare",
                            "--mount",
                            "sh",
                            "-c",
                            "mount -t ext2 \"$0\" \"$1\" && echo mounted && read line",
                            loop.toString(),
                            point.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader output = holder.inputReader(StandardCharsets.UTF_8)) {
                assertThat(output.readLine()).isEqualTo("mounted");

                assertRefused(
                        loop,
                        " is in use: " + loop + " is mounted on " + point + " in the mount namespace of sh (process "
                                + holder.pid() + ")");
            } finally {
                holder.outputWriter(StandardCharsets.UTF_8).close();
                holder.waitFor();
            }
        }

        @Test
        void refusesDiskMountedInMountNamespaceWithoutProcess() throws Exception {
            Path point = mountPoint();
            Path namespace = directory.resolve("namespaces");
            Files.createDirectory(namespace);
            run("mount", "--bind", "--make-private", namespace.toString(), namespace.toString());
            cleanup.push(List.of("umount", namespace.toString()));
            Path name = Files.createFile(namespace.resolve("name"));
            run("unshare", "--mount=" + name, "mount", loop.toString(), point.toString());
            cleanup.push(List.of("umount", name.toString()));

            assertRefused(loop, " is in use: " + loop + " is in use by the kernel, which refuses an exclusive open");
        }

        @Test
        void refusesDiskMountedAfterFirstCheck() throws Exception {
            Path point = mountPoint();
            byte[] before = Files.readAllBytes(backing);
            DiskWriter.Inspector mounting = (path, ownDescriptors) -> {
                if (ownDescriptors > 0) {
                    mount(point);
                }
                return liveInspector().inspect(path, ownDescriptors);
            };

            assertThatThrownBy(() -> write(mounting, loop, true))
                    .isInstanceOf(DiskException.class)
                    .hasMessageContaining(" is in use: " + loop + " is mounted on " + point);
            assertThat(Files.readString(Files.writeString(point.resolve("alive"), "yes")))
                    .isEqualTo("yes");
            assertThat(before[1080]).isEqualTo(Files.readAllBytes(backing)[1080]);
        }

        @Test
        void refusesSwapSpaceInUse() throws Exception {
            run("mkswap", loop.toString());
            run("swapon", loop.toString());
            cleanup.push(List.of("swapoff", loop.toString()));

            assertRefused(loop, " is in use: " + loop + " is used as swap space");
        }

        @Test
        void refusesDiskThatOtherProcessHasOpen() throws Exception {
            Process machine = new ProcessBuilder("sleep", "60")
                    .redirectInput(loop.toFile())
                    .start();
            try {
                assertRefused(loop, " is in use: " + loop + " is open in sleep (process " + machine.pid() + ")");
            } finally {
                machine.destroyForcibly().waitFor();
            }
        }

        @Test
        void refusesLoopDeviceIfFileBehindItIsOpen() throws Exception {
            Process machine = new ProcessBuilder("sleep", "60")
                    .redirectInput(backing.toFile())
                    .start();
            try {
                assertRefused(
                        loop,
                        " is in use: " + backing + ", which is behind " + loop + ", is open in sleep (process "
                                + machine.pid() + ")");
            } finally {
                machine.destroyForcibly().waitFor();
            }
        }

        @Test
        void refusesDiskBehindLoopDevice() throws Exception {
            Path second = attach(loop.toString());

            assertRefused(loop, " is in use: " + loop + " is behind " + second);
        }

        @Test
        void refusesDiskBehindLoopDeviceOfNodeOutsideDev() throws Exception {
            Path second = attach(nodeOfLoop().toString());

            assertRefused(loop, " is in use: " + loop + " is behind " + second);
        }

        @Test
        void refusesDiskBehindLoopDeviceOfDeletedNode() throws Exception {
            Path node = nodeOfLoop();
            Path second = attach(node.toString());
            Files.delete(node);

            assertRefused(loop, " is in use: " + loop + " may be behind " + second);
        }

        @Test
        void refusesFileBehindLoopDevice() {
            assertRefused(backing, " is in use: it is behind " + loop);
        }

        @Test
        void refusesHardLinkOfFileBehindLoopDevice() throws Exception {
            Path link = Files.createLink(directory.resolve("link"), backing);
            assertRefused(link, " is in use: it is behind " + loop);

            Files.delete(backing);
            assertRefused(link, " is in use: it is behind " + loop);
        }

        @Test
        void refusesBindMountOfFileBehindLoopDevice() throws Exception {
            Path bound = Files.createFile(directory.resolve("bound"));
            run("mount", "--bind", backing.toString(), bound.toString());
            cleanup.push(List.of("umount", bound.toString()));

            assertRefused(bound, " is in use: it is behind " + loop);
        }

        private Path nodeOfLoop() throws IOException {
            Path node = directory.resolve("node");
            DeviceNumber number = StorageId.of(loop).orElseThrow().device();
            run("mknod", node.toString(), "b", Integer.toString(number.major()), Integer.toString(number.minor()));
            return node;
        }

        private Path mountPoint() throws IOException {
            run("mkfs.ext2", "-q", loop.toString());
            return Files.createDirectory(directory.resolve("point"));
        }

        private void mount(Path point) throws IOException {
            run("mount", loop.toString(), point.toString());
            cleanup.push(List.of("umount", point.toString()));
        }
    }

    /** Write-protects the loop device until the end of the test. */
    private void protect() throws IOException {
        run("blockdev", "--setro", loop.toString());
        cleanup.push(List.of("blockdev", "--setrw", loop.toString()));
    }

    private Path attach(String file) throws IOException {
        String device = run("losetup", "--find", "--show", file).strip();
        cleanup.push(List.of("losetup", "--detach", device));
        return Path.of(device);
    }

    private static DiskInspector liveInspector() {
        return new DiskInspector(KernelView.live(), DiskTools.installed(), Duration.ZERO);
    }

    private void assertRefused(Path target, String message) {
        assertThatThrownBy(() -> write(liveInspector(), target, true))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining(message);
    }

    private DiskWriter.Result write(boolean overwrite) throws DiskException {
        return write(liveInspector(), loop, overwrite);
    }

    private DiskWriter.Result write(DiskWriter.Inspector inspector, Path target, boolean overwrite)
            throws DiskException {
        return write(inspector, new DiskWriter.Request(image, target, target, overwrite, true));
    }

    private static DiskWriter.Result write(DiskWriter.Inspector inspector, DiskWriter.Request request)
            throws DiskException {
        return new DiskWriter(inspector, DiskProgress.SILENT, warning -> {}).write(request);
    }

    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor()).as(output).isZero();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return output;
    }
}
