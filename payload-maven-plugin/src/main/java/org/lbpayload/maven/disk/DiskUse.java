// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out whether somebody uses a disk at this moment, as far as the kernel tells: not who has it open without
 * mounting it, such as ZFS or a virtual machine, and not what is mounted in another mount namespace.
 */
final class DiskUse {

    private final KernelView kernel;

    DiskUse(KernelView kernel) {
        this.kernel = kernel;
    }

    /**
     * Who uses a disk or any of its partitions; of a partition, who uses it or the disk as a whole.
     *
     * @param folder the disk's folder in sysfs
     * @return one phrase a use ("/dev/sdb1 is mounted on /home"); empty if nobody does
     */
    List<String> ofDisk(Path folder) throws IOException {
        List<String> uses = new ArrayList<>(ofOne(folder));
        for (Path partition : kernel.partitionsOf(folder)) {
            uses.addAll(ofOne(partition));
        }
        if (kernel.isPartition(folder)) {
            uses.addAll(ofOne(folder.getParent()));
        }
        return uses;
    }

    /** Who uses a file as if it were a disk. */
    List<String> ofFile(Path file) throws IOException {
        List<String> uses = new ArrayList<>();
        for (KernelView.LoopDevice loop : kernel.loops()) {
            if (loop.backing().equals(file.toString())) {
                uses.add("it is behind " + loop.node());
            }
        }
        if (kernel.swaps().contains(file.toString())) {
            uses.add("it is swapped to");
        }
        return uses;
    }

    private List<String> ofOne(Path folder) throws IOException {
        List<String> uses = new ArrayList<>();
        DeviceNumber device = kernel.numberOf(folder);
        String name = "/dev/" + folder.getFileName();
        for (KernelView.Mount mount : kernel.mounts()) {
            // btrfs mounts under a number of its own: its disk shows in the source alone, and of several only one;
            // the others are those below.
            if (mount.device().equals(device) || isNodeOf(device, mount.source())) {
                uses.add(name + " is mounted on " + mount.point());
            }
        }
        for (String swap : kernel.swaps()) {
            if (isNodeOf(device, swap)) {
                uses.add(name + " is swapped to");
            }
        }
        for (KernelView.LoopDevice loop : kernel.loops()) {
            if (isNodeOf(device, loop.backing())) {
                uses.add(name + " is behind " + loop.node());
            }
        }
        for (String btrfs : kernel.btrfsOn(folder)) {
            uses.add(name + " is part of the mounted btrfs " + btrfs);
        }
        for (String holder : kernel.holdersOf(folder)) {
            uses.add(name + " is part of " + holder);
        }
        return uses;
    }

    private static boolean isNodeOf(DeviceNumber device, String path) throws IOException {
        return path.startsWith("/dev/")
                && Files.exists(Path.of(path))
                && DeviceNumber.of(Path.of(path)).equals(device);
    }
}
