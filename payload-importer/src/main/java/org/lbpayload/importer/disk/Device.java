// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A block device or a path that the user named, before it is opened. Immutable. */
final class Device {
    /** The list that contains a device. */
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
     * @param name the kernel's name, or the last part of the path that the user named
     * @param node the path of the device node or file
     * @param number the expected device number of the node, or null if unknown
     * @param size the size in bytes, or {@link #UNKNOWN_SIZE}
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

    /** Returns a device for a path about which nothing else is known. */
    static Device named(Path path) {
        Path file = path.getFileName();
        String name = file == null ? path.toString() : file.toString();
        return new Device(name, path, null, UNKNOWN_SIZE, null, Origin.NAMED);
    }

    /** Returns the kernel's name, such as {@code nvme0n1p2}, or the last part of the path that the user named. */
    String name() {
        return name;
    }

    /** Returns the path of the device node, which does not have to exist yet. */
    Path node() {
        return node;
    }

    /** Returns the expected device number of the node, or null if unknown. */
    @Nullable
    DeviceNumber number() {
        return number;
    }

    /** Returns the size in bytes according to the origin, or {@link #UNKNOWN_SIZE}. */
    long size() {
        return size;
    }

    /** Returns whether seeking is slow, or null if unknown. */
    @Nullable
    Boolean rotational() {
        return rotational;
    }

    Origin origin() {
        return origin;
    }
}
