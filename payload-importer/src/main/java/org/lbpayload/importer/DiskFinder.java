// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Lists the disks and partitions of this machine: those in /sys/block, then those that only /proc/partitions knows,
 * then those that have nothing but a node in /dev. A source that is not there is passed over; nothing is mounted and no
 * device is opened.
 */
final class DiskFinder {
    /**
     * What is searched only where it is named: memory, loops, drives that turn empty or slow, and devices made of other
     * devices, which would show the same bytes twice. Each is followed by a digit or, for dm and md, a mark.
     */
    private static final String[] NOT_SEARCHED = {"ram", "zram", "loop", "fd", "sr", "scd", "dm", "md", "nbd"};

    /** The unit of sysfs's {@code size}, whatever the disk's own sectors are. */
    private static final int SYS_SECTOR_BYTES = 512;

    /** The unit of /proc/partitions. */
    private static final int PROC_BLOCK_BYTES = 1024;

    private final Path sysBlock;
    private final Path procPartitions;
    private final Path dev;
    private final DeviceNodes nodes;

    /**
     * @param sys where sysfs is mounted, or would be
     * @param proc where procfs is mounted, or would be
     * @param dev the folder of the nodes
     * @param nodes tells what a node in {@code dev} is
     */
    DiskFinder(Path sys, Path proc, Path dev, DeviceNodes nodes) {
        this.sysBlock = sys.resolve("block");
        this.procPartitions = proc.resolve("partitions");
        this.dev = dev;
        this.nodes = nodes;
    }

    static DiskFinder ofSystem(DeviceNodes nodes) {
        return new DiskFinder(Paths.get("/sys"), Paths.get("/proc"), Paths.get("/dev"), nodes);
    }

    /**
     * The disks to search, in {@link DeviceOrder}.
     *
     * @throws IOException where a source is there and cannot be read: to go on without it could be to miss the disk
     */
    List<Device> find() throws IOException {
        List<Device> searched = new ArrayList<>();
        for (Device device : all()) {
            if (isSearched(device.name())) {
                searched.add(device);
            }
        }
        return searched;
    }

    /**
     * The disk that {@code path} names: a device with all that is known of it, so that its node can be made where it is
     * missing, or a file.
     */
    Device named(Path path) {
        Path real = path.toAbsolutePath().normalize();
        List<Device> all = Collections.emptyList();
        try {
            if (Files.exists(real)) {
                real = real.toRealPath();
            }
            all = all();
        } catch (IOException e) {
            // The lists only add to what is named; opening it says what is wrong with it.
        }
        for (Device device : all) {
            if (device.node().equals(real)) {
                return device;
            }
        }
        return Device.named(path);
    }

    private List<Device> all() throws IOException {
        List<Device> devices = new ArrayList<>();
        addFromSys(devices);
        addUnknown(devices, fromProc());
        addUnknown(devices, fromDev());
        Collections.sort(devices, new DeviceOrder());
        return devices;
    }

    private static boolean isSearched(String name) {
        for (String driver : NOT_SEARCHED) {
            if (name.startsWith(driver) && name.length() > driver.length()) {
                char next = name.charAt(driver.length());
                if (next >= '0' && next <= '9' || next == '-' || next == '_') {
                    return false;
                }
            }
        }
        // A replay-protected area of an eMMC answers reads with errors after a long time, and holds no files.
        return !(name.startsWith("mmcblk") && name.endsWith("rpmb"));
    }

    /** A device is the same by its name, and by its number: a node may be called anything. */
    private static void addUnknown(List<Device> devices, List<Device> found) {
        Set<Object> known = new HashSet<>();
        for (Device device : devices) {
            known.add(device.name());
            known.add(device.number());
        }
        for (Device device : found) {
            if (!known.contains(device.name()) && !known.contains(device.number())) {
                devices.add(device);
            }
        }
    }

    private void addFromSys(List<Device> devices) throws IOException {
        for (Path disk : list(sysBlock)) {
            Boolean rotational = rotational(disk.resolve("queue").resolve("rotational"));
            addFromSys(devices, disk, rotational);
            String name = disk.getFileName().toString();
            for (Path part : list(disk)) {
                if (part.getFileName().toString().startsWith(name) && Files.exists(part.resolve("partition"))) {
                    addFromSys(devices, part, rotational);
                }
            }
        }
    }

    private void addFromSys(List<Device> devices, Path device, @Nullable Boolean rotational) throws IOException {
        DeviceNumber number = DeviceNumber.parse(text(device.resolve("dev")));
        if (number == null) {
            return; // a hidden one, such as a single path of a multipath NVMe disk: nothing can open it
        }
        // sysfs writes '!' where the node lies in a sub-folder, as cciss!c0d0 does.
        String name = device.getFileName().toString().replace('!', '/');
        long size = bytes(text(device.resolve("size")), SYS_SECTOR_BYTES);
        devices.add(new Device(name, dev.resolve(name), number, size, rotational, Device.Source.SYS));
    }

    private static @Nullable Boolean rotational(Path file) throws IOException {
        switch (text(file)) {
            case "0":
                return Boolean.FALSE;
            case "1":
                return Boolean.TRUE;
            default:
                return null;
        }
    }

    private List<Device> fromProc() throws IOException {
        List<Device> devices = new ArrayList<>();
        StringTokenizer lines = new StringTokenizer(text(procPartitions), "\n");
        while (lines.hasMoreTokens()) {
            StringTokenizer words = new StringTokenizer(lines.nextToken());
            if (words.countTokens() != 4) {
                continue;
            }
            DeviceNumber number = DeviceNumber.parse(words.nextToken() + ":" + words.nextToken());
            if (number != null) { // else it is the headings
                long size = bytes(words.nextToken(), PROC_BLOCK_BYTES);
                String name = words.nextToken();
                devices.add(new Device(name, dev.resolve(name), number, size, null, Device.Source.PROC));
            }
        }
        return devices;
    }

    private List<Device> fromDev() throws IOException {
        List<Device> devices = new ArrayList<>();
        for (Path node : list(dev)) {
            if (Files.isSymbolicLink(node)) {
                continue; // another name for a node that is listed itself, or lies where only names are
            }
            DeviceNumber number = nodes.blockDevice(node);
            if (number != null) {
                devices.add(new Device(
                        node.getFileName().toString(), node, number, Device.UNKNOWN_SIZE, null, Device.Source.DEV));
            }
        }
        return devices;
    }

    /** The size in bytes that {@code count} units make, or {@link Device#UNKNOWN_SIZE}. */
    private static long bytes(String count, int unit) {
        try {
            long units = Long.parseLong(count);
            return units < 0 || units > Long.MAX_VALUE / unit ? Device.UNKNOWN_SIZE : units * unit;
        } catch (NumberFormatException e) {
            return Device.UNKNOWN_SIZE;
        }
    }

    /** What is in a folder, in the order of names; nothing where it is not there, or not any more. */
    private static List<Path> list(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path child : stream) {
                children.add(child);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            children.clear();
        } catch (DirectoryIteratorException e) {
            throw unreadable(folder, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        Collections.sort(children);
        return children;
    }

    /** What a file of sysfs or procfs says, without white space around it; empty where it is not there. */
    private static String text(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).trim();
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static IOException unreadable(Path source, IOException cause) {
        return new IOException(
                "cannot read " + source + ", which lists the devices: " + ImportException.reason(cause)
                        + "; name the payload disk with --device",
                cause);
    }
}
