// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out whether somebody uses a disk at this moment. */
final class DiskUse {

    private final KernelView kernel;

    DiskUse(KernelView kernel) {
        this.kernel = kernel;
    }

    /**
     * Who uses a disk or any of its partitions.
     *
     * @return one phrase a use ("/dev/sdb1 is mounted on /home"); empty if nobody does
     */
    List<String> ofDisk(DeviceNumber device) throws IOException {
        List<String> uses = new ArrayList<>(ofOne(device));
        Optional<Path> folder = kernel.folderOf(device);
        if (folder.isPresent()) {
            for (Path partition : kernel.partitionsOf(folder.get())) {
                uses.addAll(ofOne(kernel.numberOf(partition)));
            }
        }
        return uses;
    }

    /** Who uses a file as if it were a disk. */
    List<String> ofFile(Path file) throws IOException {
        List<String> uses = new ArrayList<>();
        for (String loop : kernel.loopsOf(file)) {
            uses.add("it is behind " + loop);
        }
        if (kernel.swaps().contains(file.toString())) {
            uses.add("it is swapped to");
        }
        return uses;
    }

    private List<String> ofOne(DeviceNumber device) throws IOException {
        List<String> uses = new ArrayList<>();
        Optional<Path> folder = kernel.folderOf(device);
        String name = folder.map(f -> "/dev/" + f.getFileName()).orElse(device.toString());
        for (Mount mount : kernel.mounts()) {
            // btrfs mounts under a number of its own: its disk shows in the source alone, and of several only one.
            if (mount.device().equals(device) || isNodeOf(device, mount.source())) {
                uses.add(name + " is mounted on " + mount.point());
            }
        }
        for (String swap : kernel.swaps()) {
            if (isNodeOf(device, swap)) {
                uses.add(name + " is swapped to");
            }
        }
        if (folder.isPresent()) {
            for (String holder : kernel.holdersOf(folder.get())) {
                uses.add(name + " is part of " + holder);
            }
        }
        return uses;
    }

    private static boolean isNodeOf(DeviceNumber device, String path) throws IOException {
        return path.startsWith("/dev/")
                && Files.exists(Path.of(path))
                && DeviceNumber.of(Path.of(path)).equals(device);
    }
}
