// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kernel says of its disks, in sysfs (Documentation/ABI/testing/sysfs-block in its tree) and proc (proc(5)).
 *
 * @param sys where sysfs is mounted
 * @param proc where proc is mounted
 */
record KernelView(Path sys, Path proc) {

    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

    /**
     * Describes a loop device that is set up.
     *
     * @param node its usual node, such as {@code /dev/loop0}
     * @param backing the path of the file or disk behind it
     */
    record LoopDevice(String node, String backing) {}

    /**
     * Describes a mount, as /proc/self/mountinfo lists it (proc(5)).
     *
     * @param device the number of the file system's device; not a disk's number for btrfs and similar file systems
     * @param source the mounted device, for a disk the path of its node at that time
     * @param point the mount point
     */
    record Mount(DeviceNumber device, String source, String point) {
        private static final Pattern LINE = Pattern.compile("\\S+ \\S+ (\\d+:\\d+) \\S+ (\\S+) .*? ?- \\S+ (\\S*) .*");

        static Optional<Mount> parse(String line) {
            Matcher fields = LINE.matcher(line);
            return fields.matches()
                    ? Optional.of(new Mount(
                            DeviceNumber.parse(fields.group(1)), unescape(fields.group(3)), unescape(fields.group(2))))
                    : Optional.empty();
        }
    }

    /** Decodes the octal escapes that the kernel uses for white space and backslashes. */
    private static String unescape(String field) {
        return ESCAPE.matcher(field)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 8))));
    }

    /** The running kernel's. */
    static KernelView live() {
        return new KernelView(Path.of("/sys"), Path.of("/proc"));
    }

    /**
     * The disk's folder in sysfs.
     *
     * @return empty where sysfs does not know it, for example because sysfs is not mounted
     */
    Optional<Path> folderOf(DeviceNumber device) throws IOException {
        Path link = sys.resolve("dev/block").resolve(device.toString());
        return Files.exists(link) ? Optional.of(link.toRealPath()) : Optional.empty();
    }

    /** What the disk calls itself, or what is behind it; empty where the kernel does not say. */
    String modelOf(Path folder) throws IOException {
        Path disk = isPartition(folder) ? folder.getParent() : folder;
        for (String attribute : List.of("device/model", "device/name", "loop/backing_file")) {
            Path file = disk.resolve(attribute);
            if (Files.isRegularFile(file)) {
                return text(file).strip();
            }
        }
        return "";
    }

    /** Whether the folder is a partition's, inside that of its disk. */
    boolean isPartition(Path folder) {
        return Files.exists(folder.resolve("partition"));
    }

    /** The partitions of the disk, by their kernel names in order. */
    List<Path> partitionsOf(Path folder) throws IOException {
        List<Path> partitions = new ArrayList<>();
        for (Path child : childrenOf(folder)) {
            if (isPartition(child)) {
                partitions.add(child);
            }
        }
        return partitions;
    }

    /** The devices built on this one (device mapper, md, bcache), by name. */
    List<String> holdersOf(Path folder) throws IOException {
        List<String> holders = new ArrayList<>();
        for (Path holder : childrenOf(folder.resolve("holders"))) {
            holders.add(holder.getFileName().toString());
        }
        return holders;
    }

    /** The mounted btrfs file systems that have this disk among theirs, by UUID (fs/btrfs/sysfs.c). */
    List<String> btrfsOn(Path folder) throws IOException {
        List<String> fileSystems = new ArrayList<>();
        for (Path fileSystem : childrenOf(sys.resolve("fs/btrfs"))) {
            if (Files.exists(fileSystem.resolve("devices").resolve(folder.getFileName()), LinkOption.NOFOLLOW_LINKS)) {
                fileSystems.add(fileSystem.getFileName().toString());
            }
        }
        return fileSystems;
    }

    /** The number in a sysfs folder's {@code dev} file. */
    DeviceNumber numberOf(Path folder) throws IOException {
        return DeviceNumber.parse(text(folder.resolve("dev")).strip());
    }

    /** The loop devices that are set up. */
    List<LoopDevice> loops() throws IOException {
        List<LoopDevice> loops = new ArrayList<>();
        for (Path block : childrenOf(sys.resolve("block"))) {
            Path backing = block.resolve("loop/backing_file");
            if (Files.isRegularFile(backing)) {
                loops.add(new LoopDevice(
                        "/dev/" + block.getFileName(), text(backing).strip()));
            }
        }
        return loops;
    }

    /** The mounts of this process's mount namespace. That none can be told, without proc, is a failure. */
    List<Mount> mounts() throws IOException {
        List<Mount> mounts = new ArrayList<>();
        text(proc.resolve("self/mountinfo"))
                .lines()
                .forEach(line -> Mount.parse(line).ifPresent(mounts::add));
        return mounts;
    }

    /** The paths of the disks and files that are swapped to; none where the kernel knows no swapping. */
    List<String> swaps() throws IOException {
        List<String> swaps = new ArrayList<>();
        Path table = proc.resolve("swaps");
        if (Files.exists(table)) {
            // The first line is the heading; a path ends at the first blank, its own blanks are escaped.
            text(table).lines().skip(1).forEach(line -> swaps.add(unescape(line.replaceFirst("[ \\t].*", ""))));
        }
        return swaps;
    }

    private static List<Path> childrenOf(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
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
