// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A block device, or a file in place of one, with what is known of it before it is opened. Immutable. */
final class Device {
    /** Where a device was learned of. */
    enum Source {
        /** The command line: the only source of files, and of devices that are not searched. */
        NAMED,
        /** /sys/block, see sysfs(5). */
        SYS,
        /** /proc/partitions, see proc(5). */
        PROC,
        /** A block device node in /dev. */
        DEV
    }

    /** The value of {@link #size} where nothing tells it. */
    static final long UNKNOWN_SIZE = -1;

    private final String name;
    private final Path node;
    private final @Nullable DeviceNumber number;
    private final long size;
    private final @Nullable Boolean rotational;
    private final Source source;

    /**
     * @param number null where it is not known
     * @param size in bytes, or {@link #UNKNOWN_SIZE}
     * @param rotational whether it is slow to seek; null where nobody knows
     */
    Device(
            String name,
            Path node,
            @Nullable DeviceNumber number,
            long size,
            @Nullable Boolean rotational,
            Source source) {
        this.name = name;
        this.node = node;
        this.number = number;
        this.size = size;
        this.rotational = rotational;
        this.source = source;
    }

    /** A file, or a device of which nothing but its path is known. */
    static Device named(Path path) {
        Path file = path.getFileName();
        String name = file == null ? path.toString() : file.toString();
        return new Device(name, path, null, UNKNOWN_SIZE, null, Source.NAMED);
    }

    /** The name that the kernel has for it, such as {@code nvme0n1p2}, or the last part of the path that was named. */
    String name() {
        return name;
    }

    /** The path to open; nothing need be there yet. */
    Path node() {
        return node;
    }

    /** The number that the node has to have, or null where it is not known. */
    @Nullable
    DeviceNumber number() {
        return number;
    }

    /** Bytes that it holds according to {@link #source}, or {@link #UNKNOWN_SIZE}. */
    long size() {
        return size;
    }

    /** Whether it is slow to seek; null where nobody knows. */
    @Nullable
    Boolean rotational() {
        return rotational;
    }

    Source source() {
        return source;
    }
}
