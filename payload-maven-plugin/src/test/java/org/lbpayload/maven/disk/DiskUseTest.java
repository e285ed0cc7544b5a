// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lbpayload.maven.disk.FakeKernel.DISK;
import static org.lbpayload.maven.disk.FakeKernel.PARTITION;
import static org.lbpayload.maven.disk.FakeKernel.ROOT_MOUNT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskUseTest {

    @TempDir
    private Path directory;

    private FakeKernel kernel;

    @BeforeEach
    void plugIn() throws IOException {
        kernel = new FakeKernel(directory);
    }

    @Nested
    class OfDisks {
        @Test
        void reportsNothingForFreeDisk() throws Exception {
            assertThat(usesOf(DISK)).isEmpty();
            assertThat(use(DISK).unchecked()).isEmpty();
        }

        @Test
        void reportsMountOfDisk() throws Exception {
            kernel.mount("30 22 250:0 / /media/a\\040b rw - vfat /dev/sdz rw");

            assertThat(usesOf(DISK)).containsExactly("/dev/sdz is mounted on /media/a b");
        }

        @Test
        void reportsMountOfPartitionWithNodeOutsideDev() throws Exception {
            kernel.mount("30 22 250:2 / /mnt rw master:3 propagate_from:2 - ext4 /tmp/node rw");

            assertThat(usesOf(DISK)).containsExactly("/dev/sdz2 is mounted on /mnt");
            assertThat(usesOf(PARTITION)).isEmpty();
        }

        @Test
        void reportsPartitionInArray() throws Exception {
            holder("sdz/sdz1", "md0");

            assertThat(usesOf(DISK)).containsExactly("/dev/sdz1 is part of /dev/md0");
        }

        @Test
        void reportsArrayOfWholeDiskForPartition() throws Exception {
            holder("sdz", "dm-3");

            assertThat(usesOf(PARTITION)).containsExactly("/dev/sdz is part of /dev/dm-3");
        }

        @Test
        void ignoresArrayOfOtherPartition() throws Exception {
            holder("sdz/sdz2", "md0");

            assertThat(usesOf(PARTITION)).isEmpty();
        }

        @Test
        void reportsSecondDiskOfMountedBtrfs() throws Exception {
            kernel.link("sys/fs/btrfs/3f2a/devices/sdz2", "../../../../devices/sdz/sdz2");
            kernel.write("sys/fs/btrfs/features/free_space_tree", "1\n");

            assertThat(usesOf(DISK)).containsExactly("/dev/sdz2 is part of the mounted btrfs file system 3f2a");
            assertThat(usesOf(PARTITION)).isEmpty();
        }

        @Test
        void reportsDiskThatFitsLoopDeviceOfUnknownPath() throws Exception {
            loop("loop7", "/in/another/namespace", 4096, 2048 - 8);

            assertThat(usesOf(DISK))
                    .containsExactly("/dev/sdz may be behind /dev/loop7, whose backing file cannot be identified"
                            + " (/in/another/namespace)");
        }

        @Test
        void ignoresLoopDeviceOfUnknownPathAndOtherSize() throws Exception {
            loop("loop7", "/in/another/namespace", 0, 4096);

            assertThat(usesOf(DISK)).isEmpty();
        }

        @Test
        void reportsFailedExclusiveOpen() throws Exception {
            DiskTools tools = tool(
                    "wipefs",
                    "echo \"wipefs: error: $6: probing initialization failed: Device or resource busy\"" + "; exit 1");

            assertThat(new DiskUse(kernel.view(), tools, Duration.ZERO)
                            .ofDisk(Path.of("/dev/sdz"), kernel.directoryOf(DISK), 0)
                            .uses())
                    .containsExactly("/dev/sdz is in use by the kernel, which refuses an exclusive open");
        }

        private void holder(String disk, String holder) throws IOException {
            kernel.write("sys/devices/" + disk + "/holders/" + holder + "/dev", "9:0\n");
        }
    }

    @Nested
    class OfFiles {
        private Path file;

        @BeforeEach
        void create() throws IOException {
            file = Files.write(directory.resolve("disk.img"), new byte[1 << 20]);
        }

        @Test
        void reportsNothingForFreeFile() throws Exception {
            assertThat(usesOf(file)).isEmpty();
        }

        @Test
        void reportsHardLinkBehindLoopDevice() throws Exception {
            Path link = Files.createLink(directory.resolve("link.img"), file);
            loop("loop7", link.toString(), 0, 2048);

            assertThat(usesOf(file)).containsExactly("it is behind /dev/loop7");
        }

        @Test
        void reportsFileBehindLoopDeviceByInodeIfPathIsMissing() throws Exception {
            loop("loop7", "/in/another/namespace", 0, 4);
            StorageId id = StorageId.of(file).orElseThrow();
            DiskTools tools =
                    tool("losetup", "echo '/dev/loop7 \\x20\\x20" + id.device() + "\\x20 " + id.inode() + "'");

            assertThat(new DiskUse(kernel.view(), tools, Duration.ZERO)
                            .ofFile(file, Optional.of(id), 0)
                            .uses())
                    .containsExactly("it is behind /dev/loop7");
        }

        @Test
        void ignoresLoopDeviceWithOtherInodeAtSamePath() throws Exception {
            loop("loop7", file.toString(), 0, 2048);
            DiskTools tools = tool("losetup", "echo '/dev/loop7 254:0 1'");

            assertThat(new DiskUse(kernel.view(), tools, Duration.ZERO)
                            .ofFile(file, StorageId.of(file), 0)
                            .uses())
                    .isEmpty();
        }

        @Test
        void reportsSwapFile() throws Exception {
            kernel.write("proc/swaps", "Filename Type Size Used Priority\n" + file + "\tfile\t1\t0\t-2\n");

            assertThat(usesOf(file)).containsExactly("it is used as swap space");
        }

        @Test
        void reportsThatProcessesAreNotCheckedWithoutProc() throws Exception {
            KernelView none = new KernelView(directory.resolve("none"), directory.resolve("none"));

            assertThat(new DiskUse(none, noTools(), Duration.ZERO)
                            .ofFile(file, StorageId.of(file), 0)
                            .unchecked())
                    .containsExactly("open files of other processes (this check requires proc)");
        }
    }

    @Nested
    class ByProcesses {
        private Path file;

        @BeforeEach
        void create() throws IOException {
            file = Files.createFile(directory.resolve("disk.img"));
        }

        @Test
        void reportsMountInOtherMountNamespace() throws Exception {
            kernel.process(200, "sleep", "30 22 250:0 / /mnt rw - ext4 /dev/sdz rw\n", "mnt:[2]");

            assertThat(usesOf(DISK))
                    .containsExactly("/dev/sdz is mounted on /mnt in the mount namespace of sleep (process 200)");
        }

        @Test
        void reportsMountInMountNamespaceOfThread() throws Exception {
            kernel.process(200, "runtime", ROOT_MOUNT, "mnt:[1]");
            kernel.thread("proc/200/task/201", "30 22 250:0 / /mnt rw - ext4 /dev/sdz rw\n", "mnt:[2]");

            assertThat(usesOf(DISK))
                    .containsExactly("/dev/sdz is mounted on /mnt in the mount namespace of runtime (process 200)");
        }

        @Test
        void failsIfOwnMountTableIsMissing() throws Exception {
            Files.delete(directory.resolve("proc/100/mountinfo"));

            assertThatThrownBy(() -> usesOf(DISK)).isInstanceOf(NoSuchFileException.class);
        }

        @Test
        void reportsFileThatOtherProcessHasOpen() throws Exception {
            kernel.process(200, "qemu", ROOT_MOUNT, "mnt:[1]");
            kernel.link("proc/200/fd/5", file.toString());
            kernel.link("proc/200/fd/6", "socket:[1]");

            assertThat(usesOf(file)).containsExactly("it is open in qemu (process 200)");
        }

        @Test
        void reportsFileThatThreadHasOpenAfterFirstThreadEnded() throws Exception {
            kernel.process(200, "qemu", ROOT_MOUNT, "mnt:[1]");
            kernel.thread("proc/200/task/201", ROOT_MOUNT, "mnt:[1]");
            kernel.link("proc/200/task/201/fd/5", file.toString());

            assertThat(usesOf(file)).containsExactly("it is open in qemu (process 200)");
        }

        @Test
        void reportsMoreOwnDescriptorsThanCallerHas() throws Exception {
            kernel.link("proc/100/fd/4", file.toString());

            assertThat(usesOf(file)).containsExactly("it is open in another execution of this Maven process");
            DiskUse.Findings own = kernel.use().ofFile(file, StorageId.of(file), 1);
            assertThat(own.uses()).isEmpty();
            assertThat(own.ownDescriptors()).isOne();
        }

        @Test
        void waitsUntilFileIsClosed() throws Exception {
            kernel.process(200, "udevd", ROOT_MOUNT, "mnt:[1]");
            kernel.link("proc/200/fd/5", file.toString());
            loop("loop7", "/in/another/namespace", 0, 2048);
            DiskTools tools = tool("losetup", "rm -f " + directory + "/proc/200/fd/5");

            assertThat(new DiskUse(kernel.view(), tools, Duration.ofMinutes(5))
                            .ofFile(file, StorageId.of(file), 0)
                            .uses())
                    .isEmpty();
        }

        @Test
        void namesProcessThatCannotBeRead() throws Exception {
            kernel.process(200, "secret", ROOT_MOUNT, "mnt:[2]");
            makeUnreadable("proc/200/task/200/mountinfo");

            assertThat(use(DISK).unchecked())
                    .containsExactly("the mounts and open files of secret (process 200)"
                            + " (permission denied: run Maven as root outside of containers)");
        }

        @Test
        void ignoresZombies() throws Exception {
            kernel.process(200, "dead) (", ROOT_MOUNT, "mnt:[2]");
            kernel.write("proc/200/stat", "200 (dead) () Z 1 1\n");
            makeUnreadable("proc/200/task/200/mountinfo");

            assertThat(use(DISK).unchecked()).isEmpty();
        }

        @Test
        void reportsThatProcHidesProcesses() throws Exception {
            Files.move(directory.resolve("proc/1"), directory.resolve("hidden"));

            assertThat(use(DISK).unchecked())
                    .singleElement()
                    .asString()
                    .contains("processes that proc hides (hidepid)");
        }

        /** Replaces a file with a directory, because not even root can read a directory as a file. */
        private void makeUnreadable(String name) throws IOException {
            Files.delete(directory.resolve(name));
            Files.createDirectory(directory.resolve(name));
        }
    }

    private DiskUse.Findings use(DeviceNumber device) throws IOException {
        return kernel.use().ofDisk(Path.of("/dev/sdz"), kernel.directoryOf(device), 0);
    }

    private List<String> usesOf(DeviceNumber device) throws IOException {
        return use(device).uses();
    }

    private List<String> usesOf(Path file) throws IOException {
        return kernel.use().ofFile(file, StorageId.of(file), 0).uses();
    }

    /** Writes the sysfs files of a loop device with {@code sectors} sectors. */
    private void loop(String name, String backing, long offset, long sectors) throws IOException {
        kernel.write("sys/block/" + name + "/loop/backing_file", backing + "\n");
        kernel.write("sys/block/" + name + "/loop/offset", offset + "\n");
        kernel.write("sys/block/" + name + "/loop/sizelimit", "0\n");
        kernel.write("sys/block/" + name + "/size", sectors + "\n");
    }

    private static DiskTools noTools() {
        return new DiskTools(List.of(), Duration.ZERO);
    }

    private DiskTools tool(String name, String script) throws IOException {
        return Scripts.tool(directory.resolve("bin"), name, script);
    }
}
