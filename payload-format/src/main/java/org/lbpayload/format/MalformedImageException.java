// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;

/**
 * Bytes that are not what FORMAT.md says must stand there. A disk that fails to read is a plain {@link IOException}:
 * the two call for different cures.
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

    /** Where the offending bytes begin, in bytes from the start of the image. */
    public long offset() {
        return offset;
    }

    /** What FORMAT.md wants at that place; never null. */
    public String expected() {
        return expected;
    }

    /** What stands there, safe to print; never null. */
    public String found() {
        return found;
    }
}
