// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Trees that look like /sys, /proc and /dev, with files for the block devices. */
final class FakeMachine {
    final Path sys;
    final Path proc;
    final Path dev;
    final Nodes nodes = new Nodes();

    FakeMachine(Path root) throws IOException {
        sys = root.resolve("sys");
        proc = root.resolve("proc");
        dev = Files.createDirectories(root.resolve("dev"));
    }

    DiskFinder finder() {
        return new DiskFinder(sys, proc, dev, nodes);
    }

    /** A whole disk in /sys/block. */
    Path disk(String name, String number, long sectors, String rotational) throws IOException {
        Path folder = sys.resolve("block").resolve(name);
        write(folder.resolve("dev"), number + "\n");
        write(folder.resolve("size"), sectors + "\n");
        write(folder.resolve("queue/rotational"), rotational + "\n");
        Files.createDirectories(folder.resolve("holders"));
        return folder;
    }

    Path disk(String name, String number) throws IOException {
        return disk(name, number, 8, "0");
    }

    /** A partition of the disk whose folder is given. */
    void partition(Path disk, String name, String number, long sectors) throws IOException {
        Path folder = disk.resolve(name);
        write(folder.resolve("dev"), number + "\n");
        write(folder.resolve("size"), sectors + "\n");
        write(folder.resolve("partition"), "1\n");
    }

    void partitions(String lines) throws IOException {
        write(proc.resolve("partitions"), "major minor  #blocks  name\n\n" + lines);
    }

    /** A node in /dev: a file that counts as the block device of this number. */
    Path node(String name, String number, byte[] content) throws IOException {
        Path node = dev.resolve(name);
        Files.createDirectories(node.getParent());
        Files.write(node, content);
        nodes.numbers.put(node, DeviceNumber.parse(number));
        return node;
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes the files that were said to be block devices for such. */
    static final class Nodes extends DeviceNodes {
        final Map<Path, DeviceNumber> numbers = new HashMap<>();

        @Override
        DeviceNumber blockDevice(Path path) {
            return Files.exists(path) ? numbers.get(path) : null;
        }
    }
}
