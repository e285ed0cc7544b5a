// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import java.nio.file.Path;
import java.nio.file.Paths;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;

/** The block device, file or stream that contains an image, and the offset of the image. Immutable. */
public final class ImageLocation {
    /** The path that stands for standard input. */
    public static final String STANDARD_INPUT = "-";

    private final String path;
    private final long offset;
    private final @Nullable Boolean rotational;

    /**
     * Creates a location.
     *
     * @param path the device node or file, or {@link #STANDARD_INPUT}
     * @param offset the offset of the image in bytes, 0 or more
     */
    public ImageLocation(String path, long offset) {
        this(path, offset, null);
    }

    /**
     * Creates a location.
     *
     * @param rotational whether seeking is slow, or null if unknown
     */
    ImageLocation(String path, long offset, @Nullable Boolean rotational) {
        this.path = path;
        this.offset = offset;
        this.rotational = rotational;
    }

    public boolean isStandardInput() {
        return path.equals(STANDARD_INPUT);
    }

    /** Returns the path of the device node or file. Do not call this method for standard input. */
    Path path() {
        return Paths.get(path);
    }

    public long offset() {
        return offset;
    }

    @Nullable
    Boolean rotational() {
        return rotational;
    }

    /** Returns the printable name of the location for messages. */
    public String name() {
        String name = isStandardInput() ? "standard input" : EntryName.printable(path);
        return offset == 0 ? name : name + " (image at offset " + offset + ")";
    }
}
