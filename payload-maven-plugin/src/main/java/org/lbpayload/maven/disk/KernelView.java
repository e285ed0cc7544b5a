// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel's view of disks, read from sysfs (Documentation/ABI/testing/sysfs-block in the kernel's sources) and proc
 * (proc(5)).
 *
 * @param sys the mount point of sysfs
 * @param proc the mount point of proc
 */
record KernelView(Path sys, Path proc) {
    private static final int SECTOR = 512;

    /** Matches an octal escape for white space or a backslash. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

    /**
     * A loop device that is attached to a file or disk.
     *
     * @param name the kernel name of the loop device, such as {@code loop0}
     * @param backing the path of the file or disk, which need not exist in this mount namespace
     * @param offset the offset of the first used byte from the start of the file or disk, in bytes
     * @param sizeLimit the maximum size of the loop device in bytes; 0 if the loop device extends to the end of the
     *     file or disk
     * @param size the size of the loop device in bytes
     */
    record LoopDevice(String name, String backing, long offset, long sizeLimit, long size) {

        /** Returns whether a file or disk of {@code bytes} bytes can be behind this loop device. */
        boolean fits(long bytes) {
            long available = bytes - offset;
            return sizeLimit == 0 ? size / SECTOR == available / SECTOR : size <= available;
        }
    }

    static KernelView live() {
        return new KernelView(Path.of("/sys"), Path.of("/proc"));
    }

    /**
     * Returns the directory of a disk in sysfs.
     *
     * @return the directory; empty if sysfs does not contain the disk, for example because sysfs is not mounted
     */
    Optional<Path> directoryOf(DeviceNumber device) throws IOException {
        Path link = sys.resolve("dev/block").resolve(device.toString());
        return Files.exists(link) ? Optional.of(link.toRealPath()) : Optional.empty();
    }

    /**
     * Returns the model of the disk, or the path of the file behind a loop device; empty if the kernel reports neither.
     */
    String modelOf(Path directory) throws IOException {
        Path disk = isPartition(directory) ? directory.getParent() : directory;
        for (String attribute : List.of("device/model", "device/name", "loop/backing_file")) {
            Path file = disk.resolve(attribute);
            if (Files.isRegularFile(file)) {
                return text(file).strip();
            }
        }
        return "";
    }

    boolean isPartition(Path directory) {
        return Files.exists(directory.resolve("partition"));
    }

    boolean isReadOnly(Path directory) throws IOException {
        Path file = directory.resolve("ro");
        return Files.exists(file) && !text(file).strip().equals("0");
    }

    /** Returns the directories of the disk's partitions, sorted by name. */
    List<Path> partitionsOf(Path directory) throws IOException {
        List<Path> partitions = new ArrayList<>();
        for (Path child : childrenOf(directory)) {
            if (isPartition(child)) {
                partitions.add(child);
            }
        }
        return partitions;
    }

    /** Returns the names of the devices that are built on the disk (device mapper, md, bcache). */
    List<String> holdersOf(Path directory) throws IOException {
        List<String> holders = new ArrayList<>();
        for (Path holder : childrenOf(directory.resolve("holders"))) {
            holders.add(holder.getFileName().toString());
        }
        return holders;
    }

    /** Returns the UUIDs of the mounted btrfs file systems that the disk belongs to (fs/btrfs/sysfs.c). */
    List<String> btrfsOn(Path directory) throws IOException {
        List<String> fileSystems = new ArrayList<>();
        for (Path fileSystem : childrenOf(sys.resolve("fs/btrfs"))) {
            Path device = fileSystem.resolve("devices").resolve(directory.getFileName());
            if (Files.exists(device, LinkOption.NOFOLLOW_LINKS)) {
                fileSystems.add(fileSystem.getFileName().toString());
            }
        }
        return fileSystems;
    }

    DeviceNumber numberOf(Path directory) throws IOException {
        return DeviceNumber.parse(text(directory.resolve("dev")).strip());
    }

    /** Returns the size of a disk in bytes; 0 if sysfs does not report the size. */
    long sizeOf(Path directory) throws IOException {
        return number(directory.resolve("size")) * SECTOR;
    }

    /**
     * Returns the loop device with this directory in sysfs; empty if the directory belongs to another kind of device or
     * to a detached loop device.
     */
    Optional<LoopDevice> loop(Path directory) throws IOException {
        Path backing = directory.resolve("loop/backing_file");
        if (!Files.isRegularFile(backing)) {
            return Optional.empty();
        }
        return Optional.of(new LoopDevice(
                directory.getFileName().toString(),
                text(backing).strip(),
                number(directory.resolve("loop/offset")),
                number(directory.resolve("loop/sizelimit")),
                sizeOf(directory)));
    }

    /** Returns the loop devices that are attached to a file or disk. */
    List<LoopDevice> loops() throws IOException {
        List<LoopDevice> loops = new ArrayList<>();
        for (Path block : childrenOf(sys.resolve("block"))) {
            loop(block).ifPresent(loops::add);
        }
        return loops;
    }

    /**
     * Returns the block device or file at a path that the kernel reports, for example in /proc/swaps.
     *
     * @return the block device or file; empty if the path does not exist, for example because it belongs to another
     *     mount namespace
     */
    static Optional<StorageId> storageAt(String path) throws IOException {
        Optional<Path> node = pathOf(path);
        return node.isPresent() ? StorageId.of(node.get()) : Optional.empty();
    }

    /**
     * Returns the inode of a path that the kernel reports, even if the path names a block device; empty if the path
     * does not exist.
     */
    static Optional<StorageId> inodeAt(String path) throws IOException {
        Optional<Path> node = pathOf(path);
        return node.isPresent() ? StorageId.inodeOf(node.get()) : Optional.empty();
    }

    private static Optional<Path> pathOf(String path) {
        try {
            return Optional.of(Path.of(path));
        } catch (InvalidPathException e) {
            // The encoding of the locale cannot represent a character of the path.
            return Optional.empty();
        }
    }

    /** Returns the paths of the active swap devices and swap files; empty if the kernel has no swap support. */
    List<String> swaps() throws IOException {
        List<String> swaps = new ArrayList<>();
        Path table = proc.resolve("swaps");
        if (Files.exists(table)) {
            // The first line is a heading. A path ends at the first blank, because blanks in the path are escaped.
            text(table).lines().skip(1).forEach(line -> swaps.add(unescape(line.replaceFirst("[ \\t].*", ""))));
        }
        return swaps;
    }

    /** Decodes the octal escapes that the kernel uses for white space and backslashes. */
    static String unescape(String field) {
        return ESCAPE.matcher(field)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 8))));
    }

    private static long number(Path file) throws IOException {
        return Files.exists(file) ? Long.parseLong(text(file).strip()) : 0;
    }

    private static List<Path> childrenOf(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
                stream.forEach(children::add);
            }
        }
        Collections.sort(children);
        return children;
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
