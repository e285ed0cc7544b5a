// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A block device, or a path that the user named. Immutable. */
final class Device {
    /** The source that lists a device. */
    enum Origin {
        /** The command line. */
        NAMED,
        /** The directory /sys/block, see sysfs(5). */
        SYS,
        /** The file /proc/partitions, see proc(5). */
        PROC,
        /** The directory /dev. */
        DEV
    }

    /** The value of {@link #size} if the size is unknown. */
    static final long UNKNOWN_SIZE = -1;

    private final String name;
    private final Path node;
    private final @Nullable DeviceNumber number;
    private final long size;
    private final @Nullable Boolean rotational;
    private final Origin origin;

    /**
     * Creates a device.
     *
     * @param name the kernel's name, such as {@code nvme0n1p2}, or the last part of the path that the user named
     * @param node the path of the device node or file, which may not exist yet
     * @param number the expected device number of the node, or null if unknown
     * @param size the size in bytes that sysfs or /proc/partitions reports, or {@link #UNKNOWN_SIZE}
     * @param rotational whether seeking is slow, or null if unknown
     */
    Device(
            String name,
            Path node,
            @Nullable DeviceNumber number,
            long size,
            @Nullable Boolean rotational,
            Origin origin) {
        this.name = name;
        this.node = node;
        this.number = number;
        this.size = size;
        this.rotational = rotational;
        this.origin = origin;
    }

    /** Returns a device of which only the path is known. */
    static Device named(Path path) {
        Path file = path.getFileName();
        String name = file == null ? path.toString() : file.toString();
        return new Device(name, path, null, UNKNOWN_SIZE, null, Origin.NAMED);
    }

    String name() {
        return name;
    }

    Path node() {
        return node;
    }

    @Nullable
    DeviceNumber number() {
        return number;
    }

    long size() {
        return size;
    }

    @Nullable
    Boolean rotational() {
        return rotational;
    }

    Origin origin() {
        return origin;
    }
}
