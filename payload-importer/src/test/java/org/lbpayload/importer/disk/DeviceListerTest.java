// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceListerTest {
    @TempDir
    Path root;

    private FakeMachine machine;

    @BeforeEach
    void setUp() throws IOException {
        machine = new FakeMachine(root);
    }

    private List<String> found() throws IOException {
        List<String> names = new ArrayList<>();
        for (Device disk : machine.lister().list()) {
            names.add(disk.name());
        }
        return names;
    }

    @Test
    void listsNothingIfNothingIsMounted() throws IOException {
        assertThat(found()).isEmpty();
    }

    @Test
    void readsSizeNumberAndRotationFromSysfs() throws IOException {
        Path sda = machine.disk("sda", "8:0", 4096, "1");
        machine.partition(sda, "sda1", "8:1", 2048);

        List<Device> disks = machine.lister().list();

        assertThat(disks).hasSize(2);
        Device disk = disks.get(0);
        assertThat(disk.name()).isEqualTo("sda");
        assertThat(disk.node()).isEqualTo(machine.dev.resolve("sda"));
        assertThat(disk.number()).hasToString("8:0");
        assertThat(disk.size()).isEqualTo(4096 * 512);
        assertThat(disk.rotational()).isTrue();
        assertThat(disk.origin()).isEqualTo(Device.Origin.SYS);
        Device part = disks.get(1);
        assertThat(part.name()).isEqualTo("sda1");
        assertThat(part.number()).hasToString("8:1");
        assertThat(part.size()).isEqualTo(2048 * 512);
        assertThat(part.rotational()).isTrue();
    }

    @Test
    void listsDisksAndPartitionsInDeviceOrder() throws IOException {
        machine.partition(machine.disk("xvda", "202:0"), "xvda1", "202:1", 1);
        machine.disk("vdaa", "254:416");
        machine.disk("vdb", "254:16");
        machine.disk("sdb", "8:16");
        machine.partition(machine.disk("nvme0n1", "259:0"), "nvme0n1p2", "259:2", 1);
        machine.partition(machine.disk("mmcblk0", "179:0"), "mmcblk0p1", "179:1", 1);
        machine.disk("mmcblk0boot0", "179:8");
        machine.disk("mtdblock0", "31:0");
        machine.disk("hda", "3:0");
        machine.disk("pmem0", "259:9");
        machine.disk("fdisky", "240:0");

        assertThat(found())
                .containsExactly(
                        "fdisky",
                        "hda",
                        "mmcblk0",
                        "mmcblk0p1",
                        "mmcblk0boot0",
                        "mtdblock0",
                        "nvme0n1",
                        "nvme0n1p2",
                        "pmem0",
                        "sdb",
                        "vdb",
                        "vdaa",
                        "xvda",
                        "xvda1");
    }

    @Test
    void skipsDevicesThatAreScannedOnRequest() throws IOException {
        for (String name : new String[] {
            "ram0",
            "zram0",
            "loop0",
            "loop10",
            "fd0",
            "sr0",
            "scd1",
            "dm-0",
            "md0",
            "md127",
            "md_d0",
            "nbd15",
            "mmcblk0rpmb"
        }) {
            machine.disk(name, "7:" + name.hashCode() % 100);
            machine.partitions("   7   0   1024 " + name + "\n");
            machine.node(name, "7:1", new byte[0]);
        }
        machine.partition(machine.disk("loop3", "7:3"), "loop3p1", "259:7", 1);

        assertThat(found()).isEmpty();
    }

    @Test
    void skipsHiddenDisks() throws IOException {
        machine.disk("nvme0n1", "259:0");
        Files.delete(machine.disk("nvme0c0n1", "0:0").resolve("dev"));

        assertThat(found()).containsExactly("nvme0n1");
    }

    @Test
    void ignoresDirectoriesThatAreNotPartitions() throws IOException {
        Path sda = machine.disk("sda", "8:0");
        FakeMachine.write(sda.resolve("sdatrace/dev"), "8:99\n");
        FakeMachine.write(sda.resolve("device/partition"), "1\n");
        FakeMachine.write(sda.resolve("device/dev"), "8:98\n");

        assertThat(found()).containsExactly("sda");
    }

    @Test
    void findsNodeInSubdirectory() throws IOException {
        machine.disk("cciss!c0d0", "104:0");

        Device disk = machine.lister().list().get(0);

        assertThat(disk.name()).isEqualTo("cciss/c0d0");
        assertThat(disk.node()).isEqualTo(machine.dev.resolve("cciss").resolve("c0d0"));
    }

    @Test
    void usesProcPartitionsWithoutSysfs() throws IOException {
        machine.partitions(
                "   8        0    1048576 sda\n   8        1       1024 sda1\n   7        0       1024 loop0\n"
                        + " 254       16          4 vdb\n");

        assertThat(found()).containsExactly("sda", "sda1", "vdb");
        Device disk = machine.lister().list().get(0);
        assertThat(disk.number()).hasToString("8:0");
        assertThat(disk.size()).isEqualTo(1L << 30);
        assertThat(disk.rotational()).isNull();
        assertThat(disk.origin()).isEqualTo(Device.Origin.PROC);
    }

    @Test
    void usesNodesWithoutSysfsAndProc() throws IOException {
        machine.node("sdb", "8:16", new byte[512]);
        machine.node("loop0", "7:0", new byte[512]);
        FakeMachine.write(machine.dev.resolve("notes.txt"), "a file, not a node\n");
        Files.createDirectories(machine.dev.resolve("disk"));

        List<Device> disks = machine.lister().list();

        assertThat(disks).hasSize(1);
        assertThat(disks.get(0).name()).isEqualTo("sdb");
        assertThat(disks.get(0).number()).hasToString("8:16");
        assertThat(disks.get(0).size()).isEqualTo(Device.UNKNOWN_SIZE);
        assertThat(disks.get(0).origin()).isEqualTo(Device.Origin.DEV);
    }

    @Test
    void listsDeviceOnceIfSeveralListsHaveIt() throws IOException {
        machine.disk("sda", "8:0");
        machine.partitions("   8        0    4 sda\n   8       16    4 sdb\n");
        machine.node("sda", "8:0", new byte[512]);
        machine.node("sdb", "8:16", new byte[512]);
        machine.node("payload", "8:16", new byte[512]);
        machine.node("sdc", "8:32", new byte[512]);
        Files.createSymbolicLink(machine.dev.resolve("link"), machine.dev.resolve("sda"));

        List<Device> disks = machine.lister().list();

        assertThat(found()).containsExactly("sda", "sdb", "sdc");
        assertThat(disks.get(0).origin()).isEqualTo(Device.Origin.SYS);
        assertThat(disks.get(1).origin()).isEqualTo(Device.Origin.PROC);
        assertThat(disks.get(2).origin()).isEqualTo(Device.Origin.DEV);
    }

    @Test
    void treatsInvalidNumbersInSysfsAsUnknown() throws IOException {
        Path sda = machine.disk("sda", "8:0", Long.MAX_VALUE, "?");
        FakeMachine.write(machine.disk("sdb", "8:16").resolve("size"), "many");
        Files.delete(machine.disk("sdc", "8:32").resolve("queue/rotational"));
        machine.partition(sda, "sda1", "8:1", -1);

        for (Device disk : machine.lister().list()) {
            if (!disk.name().equals("sdc")) {
                assertThat(disk.size()).isEqualTo(Device.UNKNOWN_SIZE);
            }
            if (!disk.name().equals("sdb")) {
                assertThat(disk.rotational()).isNull();
            }
        }
    }

    @Test
    void failsIfListCannotBeRead() throws IOException {
        // Not even root can read a directory as a file.
        Files.createDirectories(machine.proc.resolve("partitions"));

        assertThatThrownBy(() -> machine.lister().list())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(machine.proc.resolve("partitions").toString())
                .hasMessageContaining("--device");
    }

    @Test
    void findsNamedDeviceThatIsScannedOnRequest() throws IOException {
        machine.disk("nbd0", "43:0", 16, "0");

        Device disk = machine.lister().named(machine.dev.resolve("nbd0"));

        assertThat(disk.number()).hasToString("43:0");
        assertThat(disk.size()).isEqualTo(16 * 512);
    }

    @Test
    void findsNamedDeviceThroughLink() throws IOException {
        machine.disk("sda", "8:0");
        Path node = machine.node("sda", "8:0", new byte[512]);
        Path link = Files.createSymbolicLink(
                Files.createDirectories(machine.dev.resolve("disk")).resolve("by-id"), node.toRealPath());
        Path realDev = machine.dev.toRealPath();
        DeviceLister lister = new DeviceLister(machine.sys, machine.proc, realDev, machine.opener);

        assertThat(lister.named(link).number()).hasToString("8:0");
    }

    @Test
    void acceptsPathThatIsNotDevice() throws IOException {
        Path image = Files.write(root.resolve("payload.img"), new byte[512]);

        Device disk = machine.lister().named(image);

        assertThat(disk.name()).isEqualTo("payload.img");
        assertThat(disk.node()).isEqualTo(image);
        assertThat(disk.number()).isNull();
        assertThat(disk.origin()).isEqualTo(Device.Origin.NAMED);
        assertThat(machine.lister().named(root.resolve("absent")).origin()).isEqualTo(Device.Origin.NAMED);
    }
}
