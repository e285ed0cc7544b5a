// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import org.jspecify.annotations.Nullable;

/** A block device, or a file, that holds or may hold a payload image. Immutable. */
final class Disk {
    /** The path that stands for standard input. */
    static final String STANDARD_INPUT = "-";

    private final String path;
    private final long offset;
    private final @Nullable Boolean rotational;

    /**
     * @param path the device node or file, or {@link #STANDARD_INPUT}
     * @param offset where in it the image begins, in bytes
     * @param rotational whether it is slow to seek; null where nobody knows
     */
    Disk(String path, long offset, @Nullable Boolean rotational) {
        this.path = path;
        this.offset = offset;
        this.rotational = rotational;
    }

    String path() {
        return path;
    }

    long offset() {
        return offset;
    }

    @Nullable
    Boolean rotational() {
        return rotational;
    }
}
