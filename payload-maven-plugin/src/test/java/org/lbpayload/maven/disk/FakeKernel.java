// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A fake /sys and /proc. The fake /sys contains the disk sdz (250:0) with two partitions. The fake /proc contains this
 * process (100) and process 1.
 */
final class FakeKernel {
    static final DeviceNumber DISK = new DeviceNumber(250, 0);
    static final DeviceNumber PARTITION = new DeviceNumber(250, 1);
    static final String ROOT_MOUNT = "22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/nowhere1 rw\n";

    private final Path directory;

    FakeKernel(Path directory) throws IOException {
        this.directory = directory;
        write("sys/devices/sdz/dev", "250:0\n");
        write("sys/devices/sdz/size", "2048\n");
        write("sys/devices/sdz/device/model", "SanDisk Ultra   \n");
        write("sys/devices/sdz/sdz1/dev", "250:1\n");
        write("sys/devices/sdz/sdz1/partition", "1\n");
        write("sys/devices/sdz/sdz2/dev", "250:2\n");
        write("sys/devices/sdz/sdz2/partition", "2\n");
        write("sys/devices/sdz/queue/dev", "not a partition\n");
        link("sys/dev/block/250:0", "../../devices/sdz");
        link("sys/dev/block/250:1", "../../devices/sdz/sdz1");
        link("sys/dev/block/250:2", "../../devices/sdz/sdz2");
        process(1, "init", ROOT_MOUNT, "mnt:[1]");
        process(100, "java", ROOT_MOUNT, "mnt:[1]");
        link("proc/self", "100");
        write("proc/swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n");
    }

    KernelView view() {
        return new KernelView(directory.resolve("sys"), directory.resolve("proc"));
    }

    /** Returns a {@link DiskUse} for this fake kernel that runs no util-linux programs and does not wait. */
    DiskUse use() {
        return new DiskUse(view(), new DiskTools(List.of(), Duration.ZERO), Duration.ZERO);
    }

    Path directoryOf(DeviceNumber device) throws IOException {
        return view().directoryOf(device).orElseThrow();
    }

    /** Adds a process with one thread. */
    void process(int number, String name, String mounts, String namespace) throws IOException {
        String process = "proc/" + number;
        write(process + "/comm", name + "\n");
        write(process + "/stat", number + " (" + name + ") S 1 1\n");
        thread(process, mounts, namespace);
        thread(process + "/task/" + number, mounts, namespace);
    }

    void thread(String thread, String mounts, String namespace) throws IOException {
        write(thread + "/mountinfo", mounts);
        Files.createDirectories(directory.resolve(thread + "/fd"));
        link(thread + "/ns/mnt", namespace);
    }

    /** Adds a line to the mount table of process 100. */
    void mount(String line) throws IOException {
        write("proc/100/mountinfo", ROOT_MOUNT + line + "\n");
    }

    void write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    void link(String name, String target) throws IOException {
        Path link = directory.resolve(name);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of(target));
    }
}
