// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk 250:0 named sdz with two partitions, in a sysfs and a proc of our own. No machine has major number 250 in use.
 */
class DiskUseTest {

    private static final DeviceNumber DISK = new DeviceNumber(250, 0);
    private static final DeviceNumber PARTITION = new DeviceNumber(250, 1);

    /** A node that every machine has; that it is none of a disk does not matter here. */
    private static final DeviceNumber DEV_NULL = new DeviceNumber(1, 3);

    private static final String ROOT_MOUNT = "22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/nowhere1 rw\n";

    @TempDir
    Path folder;

    private KernelView kernel;

    @BeforeEach
    void plugIn() throws IOException {
        kernel = new KernelView(folder.resolve("sys"), folder.resolve("proc"));
        write("sys/devices/sdz/dev", "250:0\n");
        write("sys/devices/sdz/device/model", "SanDisk Ultra   \n");
        write("sys/devices/sdz/sdz1/dev", "250:1\n");
        write("sys/devices/sdz/sdz1/partition", "1\n");
        write("sys/devices/sdz/sdz2/dev", "250:2\n");
        write("sys/devices/sdz/sdz2/partition", "2\n");
        write("sys/devices/sdz/queue/dev", "not a partition\n");
        Files.createDirectories(folder.resolve("sys/dev/block"));
        link("250:0", "sdz");
        link("250:1", "sdz/sdz1");
        link("250:2", "sdz/sdz2");
        write("proc/self/mountinfo", ROOT_MOUNT);
        write("proc/swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n");
    }

    @Test
    void aDiskThatNobodyUses() throws Exception {
        assertThat(usesOf(DISK)).isEmpty();
    }

    @Test
    void aMountedDisk() throws Exception {
        write("proc/self/mountinfo", ROOT_MOUNT + "30 22 250:0 / /media/a\\040b rw - vfat /dev/sdz rw\n");

        assertThat(usesOf(DISK)).containsExactly("/dev/sdz is mounted on /media/a b");
    }

    @Test
    void aMountedPartitionWhateverItsNodeIsCalled() throws Exception {
        write("proc/self/mountinfo", "30 22 250:2 / /mnt rw master:3 propagate_from:2 - ext4 /dev/disk/by-id/x rw\n");

        assertThat(usesOf(DISK)).containsExactly("/dev/sdz2 is mounted on /mnt");
        assertThat(usesOf(PARTITION)).isEmpty();
    }

    @Test
    void aPartitionThatIsPartOfAnArray() throws Exception {
        Files.createDirectories(folder.resolve("sys/devices/sdz/sdz1/holders/md0"));

        assertThat(usesOf(DISK)).containsExactly("/dev/sdz1 is part of md0");
    }

    @Test
    void aPartitionOfADiskThatIsPartOfAnArrayAsAWhole() throws Exception {
        Files.createDirectories(folder.resolve("sys/devices/sdz/holders/dm-3"));

        assertThat(usesOf(PARTITION)).containsExactly("/dev/sdz is part of dm-3");
    }

    @Test
    void aPartitionWhoseNeighbourIsPartOfAnArrayIsFree() throws Exception {
        Files.createDirectories(folder.resolve("sys/devices/sdz/sdz2/holders/md0"));

        assertThat(usesOf(PARTITION)).isEmpty();
    }

    @Test
    void theSecondDiskOfABtrfsThatIsMountedFromItsFirst() throws Exception {
        Path devices = folder.resolve("sys/fs/btrfs/3f2a/devices");
        Files.createDirectories(devices);
        Files.createDirectories(folder.resolve("sys/fs/btrfs/features"));
        Files.createSymbolicLink(devices.resolve("sdz2"), folder.resolve("sys/devices/sdz/sdz2"));

        assertThat(usesOf(DISK)).containsExactly("/dev/sdz2 is part of the mounted btrfs 3f2a");
        assertThat(usesOf(PARTITION)).isEmpty();
    }

    @Test
    void aDiskBehindALoopDevice() throws Exception {
        write("sys/devices/null/dev", "1:3\n");
        link("1:3", "null");
        write("sys/block/loop7/loop/backing_file", "/dev/null\n");

        assertThat(usesOf(DEV_NULL)).containsExactly("/dev/null is behind /dev/loop7");
        assertThat(usesOf(DISK)).isEmpty();
    }

    @Test
    void withoutMountsNobodyCanTell() throws Exception {
        Files.delete(folder.resolve("proc/self/mountinfo"));

        assertThatThrownBy(() -> usesOf(DISK)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aFileBehindALoopDevice() throws Exception {
        write("sys/block/loop7/loop/backing_file", "/images/disk.img\n");

        assertThat(new DiskUse(kernel).ofFile(Path.of("/images/disk.img"))).containsExactly("it is behind /dev/loop7");
        assertThat(new DiskUse(kernel).ofFile(Path.of("/images/other.img"))).isEmpty();
    }

    @Test
    void theModelOfAPartitionIsThatOfItsDisk() throws Exception {
        assertThat(kernel.modelOf(kernel.folderOf(DISK).orElseThrow())).isEqualTo("SanDisk Ultra");
        assertThat(kernel.modelOf(kernel.folderOf(new DeviceNumber(250, 2)).orElseThrow()))
                .isEqualTo("SanDisk Ultra");
    }

    @Test
    void deviceNumbersAreTakenApartAsTheKernelPutsThemTogether() {
        assertThat(DeviceNumber.decode(0x0801)).isEqualTo(new DeviceNumber(8, 1));
        assertThat(DeviceNumber.decode(0x10_0345_67L)).isEqualTo(new DeviceNumber(0x345, 0x10067));
        assertThat(DeviceNumber.parse("259:3")).isEqualTo(new DeviceNumber(259, 3));
    }

    private List<String> usesOf(DeviceNumber device) throws IOException {
        return new DiskUse(kernel).ofDisk(kernel.folderOf(device).orElseThrow());
    }

    private void link(String number, String target) throws IOException {
        Files.createSymbolicLink(folder.resolve("sys/dev/block/" + number), Path.of("../../devices/" + target));
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
