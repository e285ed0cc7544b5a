// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A fake machine with its own /sys, /proc and /dev. Regular files represent the block devices. */
public final class FakeMachine {
    final Path sys;
    final Path proc;
    final Path dev;
    final Nodes opener;

    FakeMachine(Path root) throws IOException {
        sys = root.resolve("sys");
        proc = root.resolve("proc");
        dev = Files.createDirectories(root.resolve("dev"));
        opener = new Nodes(new NodeMaker(List.of()));
    }

    DeviceLister lister() {
        return new DeviceLister(sys, proc, dev, opener);
    }

    /** Creates a whole disk in /sys/block. */
    Path disk(String name, String number, long sectors, String rotational) throws IOException {
        Path directory = sys.resolve("block").resolve(name);
        write(directory.resolve("dev"), number + "\n");
        write(directory.resolve("size"), sectors + "\n");
        write(directory.resolve("queue/rotational"), rotational + "\n");
        Files.createDirectories(directory.resolve("holders"));
        return directory;
    }

    Path disk(String name, String number) throws IOException {
        return disk(name, number, 8, "0");
    }

    /** Creates a partition in the directory of a disk. */
    void partition(Path disk, String name, String number, long sectors) throws IOException {
        Path directory = disk.resolve(name);
        write(directory.resolve("dev"), number + "\n");
        write(directory.resolve("size"), sectors + "\n");
        write(directory.resolve("partition"), "1\n");
    }

    void partitions(String lines) throws IOException {
        write(proc.resolve("partitions"), "major minor  #blocks  name\n\n" + lines);
    }

    /** Creates a file in /dev that represents the block device with this number. */
    Path node(String name, String number, byte[] content) throws IOException {
        Path node = dev.resolve(name);
        Files.createDirectories(node.getParent());
        Files.write(node, content);
        opener.numbers.put(node, DeviceNumber.parse(number));
        return node;
    }

    public static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** An opener that treats the registered files as block devices. */
    static final class Nodes extends DeviceOpener {
        final Map<Path, DeviceNumber> numbers;

        Nodes(NodeMaker nodeMaker) {
            this(nodeMaker, new HashMap<>());
        }

        private Nodes(NodeMaker nodeMaker, Map<Path, DeviceNumber> numbers) {
            super(nodeMaker);
            this.numbers = numbers;
        }

        /** Returns an opener of the same devices that runs the programs in {@code directory} to create nodes. */
        Nodes withPrograms(Path directory) {
            return new Nodes(new NodeMaker(List.of(directory)), numbers);
        }

        @Override
        DeviceNumber blockDevice(Path path) {
            return Files.exists(path) ? numbers.get(path) : null;
        }
    }
}
