// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

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
import org.lbpayload.importer.report.Reason;

/**
 * A class that lists this machine's disks and partitions from /sys/block, /proc/partitions and /dev, in this order.
 * Each device is listed once, with the data of the first list that contains the device. A missing list is skipped.
 */
final class DeviceLister {
    /**
     * Device types that are scanned only on request: memory, loop and network devices, removable drives that may be
     * empty or slow, and devices on top of other devices, whose content would be found twice. In a device name, a
     * digit, hyphen or underscore follows the type.
     */
    private static final String[] SCANNED_ON_REQUEST = {"ram", "zram", "loop", "fd", "sr", "scd", "dm", "md", "nbd"};

    /**
     * The unit of the file {@code size} in sysfs, in bytes. The unit does not depend on the sector size of the disk.
     */
    private static final int SYS_SECTOR_BYTES = 512;

    /** The unit of sizes in /proc/partitions, in bytes. */
    private static final int PROC_BLOCK_BYTES = 1024;

    private final Path sysBlock;
    private final Path procPartitions;
    private final Path dev;
    private final DeviceOpener opener;

    /**
     * Creates a lister.
     *
     * @param sys the mount point of sysfs, even if sysfs is not mounted
     * @param proc the mount point of procfs, even if procfs is not mounted
     * @param dev the directory that contains the device nodes
     * @param opener the opener, which reads the device numbers of nodes
     */
    DeviceLister(Path sys, Path proc, Path dev, DeviceOpener opener) {
        this.sysBlock = sys.resolve("block");
        this.procPartitions = proc.resolve("partitions");
        this.dev = dev;
        this.opener = opener;
    }

    static DeviceLister ofSystem(DeviceOpener opener) {
        return new DeviceLister(Paths.get("/sys"), Paths.get("/proc"), Paths.get("/dev"), opener);
    }

    /**
     * Returns the devices to search, in {@link DeviceOrder}.
     *
     * @throws IOException if an existing list cannot be read, because the search could then miss the payload disk
     */
    List<Device> list() throws IOException {
        List<Device> searched = new ArrayList<>();
        for (Device device : all()) {
            if (isScannedByDefault(device.name())) {
                searched.add(device);
            }
        }
        return searched;
    }

    /**
     * Returns the listed device whose node is {@code path}, even if the node does not exist yet. If no list contains
     * the device, the result has only a path.
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
            // The lists are optional for a named path. Opening the path later reports any error.
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

    private static boolean isScannedByDefault(String name) {
        for (String driver : SCANNED_ON_REQUEST) {
            if (name.startsWith(driver) && name.length() > driver.length()) {
                char next = name.charAt(driver.length());
                if (next >= '0' && next <= '9' || next == '-' || next == '_') {
                    return false;
                }
            }
        }
        // The replay-protected area (RPMB) of an eMMC holds no payload, and reading this area fails after a long time.
        return !(name.startsWith("mmcblk") && name.endsWith("rpmb"));
    }

    /**
     * Adds the devices whose name and device number are both new. Comparing names is not sufficient, because a node can
     * have any name.
     */
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
            return; // a hidden device that cannot be opened, such as a single path of a multipath NVMe disk
        }
        // In sysfs, the '!' in a name such as cciss!c0d0 stands for a '/' in the path of the node.
        String name = device.getFileName().toString().replace('!', '/');
        long size = bytes(text(device.resolve("size")), SYS_SECTOR_BYTES);
        devices.add(new Device(name, dev.resolve(name), number, size, rotational, Device.Origin.SYS));
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
            if (number != null) { // null for the headings
                long size = bytes(words.nextToken(), PROC_BLOCK_BYTES);
                String name = words.nextToken();
                devices.add(new Device(name, dev.resolve(name), number, size, null, Device.Origin.PROC));
            }
        }
        return devices;
    }

    private List<Device> fromDev() throws IOException {
        List<Device> devices = new ArrayList<>();
        for (Path node : list(dev)) {
            if (Files.isSymbolicLink(node)) {
                continue; // the target of a symbolic link is listed separately
            }
            DeviceNumber number = opener.blockDevice(node);
            if (number != null) {
                devices.add(new Device(
                        node.getFileName().toString(), node, number, Device.UNKNOWN_SIZE, null, Device.Origin.DEV));
            }
        }
        return devices;
    }

    /** Returns {@code count} units in bytes, or {@link Device#UNKNOWN_SIZE} if {@code count} is invalid. */
    private static long bytes(String count, int unit) {
        try {
            long units = Long.parseLong(count);
            return units < 0 || units > Long.MAX_VALUE / unit ? Device.UNKNOWN_SIZE : units * unit;
        } catch (NumberFormatException e) {
            return Device.UNKNOWN_SIZE;
        }
    }

    /** Returns the sorted paths in a directory, or an empty list if the directory does not exist. */
    private static List<Path> list(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path child : stream) {
                children.add(child);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            children.clear();
        } catch (DirectoryIteratorException e) {
            throw unreadable(directory, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
        Collections.sort(children);
        return children;
    }

    /** Returns the trimmed content of a file in sysfs or procfs, or an empty string if the file does not exist. */
    private static String text(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).trim();
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static IOException unreadable(Path list, IOException cause) {
        return new IOException(
                "cannot read " + list + ": " + Reason.of(cause) + ": name the payload disk with --device", cause);
    }
}
