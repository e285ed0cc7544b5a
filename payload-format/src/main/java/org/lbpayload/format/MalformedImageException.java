// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;

/**
 * Thrown when the bytes of an image violate FORMAT.md. If a disk cannot be read, a plain {@link IOException} is thrown
 * instead, because the remedy is different.
 */
public final class MalformedImageException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long offset;
    private final String expected;
    private final String found;

    MalformedImageException(long offset, String expected, String found) {
        super("malformed payload image at offset " + offset + ": expected " + expected + ", found " + found);
        this.offset = offset;
        this.expected = expected;
        this.found = found;
    }

    /** Returns the offset of the invalid bytes, in bytes from the start of the image. */
    public long offset() {
        return offset;
    }

    /** Returns a description of the bytes that FORMAT.md requires at the offset, never null. */
    public String expected() {
        return expected;
    }

    /** Returns a printable description of the bytes at the offset, never null. */
    public String found() {
        return found;
    }
}
