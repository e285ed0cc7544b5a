// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The bytes of an image, read by offset through one window: the records of an index are small and, in an image of small
 * files, close together. Offsets count from the start of the image; nothing beyond {@link #size()} is ever asked of the
 * channel.
 */
final class ImageInput {
    /** No index into the bytes. */
    static final int MISSING = -1;

    /** So much is read where records are near each other: the next ones are then in it. */
    private static final int WINDOW_BYTES = 64 * 1024;

    /** So much is read where they are far apart: what lies between them is read for nothing. */
    private static final int SMALL_WINDOW_BYTES = 8192;

    /** A record that begins so many bytes behind the window is near: to skip less than that takes as long. */
    private static final int NEAR_BYTES = 16 * 1024;

    private final FileChannel channel;
    private final long start;
    private final long size;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES);
    private final byte[] bytes = window.array();
    private long windowOffset;
    private int windowBytes;

    /** The image that begins {@code start} bytes into the channel and may reach to the channel's end. */
    ImageInput(FileChannel channel, long start) throws IOException {
        if (start < 0) {
            throw new IllegalArgumentException("start is negative: " + start);
        }
        this.channel = channel;
        this.start = start;
        // Not Files.size(): that is 0 for a block device.
        this.size = Math.max(0, channel.size() - start);
    }

    /** Bytes from the start of the image to the end of the channel. */
    long size() {
        return size;
    }

    /**
     * Where in {@link #bytes} the bytes {@code offset} to {@code offset + length} are, until the next call. An array
     * and an index, not a buffer: before Java has compiled it, each call of a buffer takes longer than what it does.
     *
     * @param length at most {@value #SMALL_WINDOW_BYTES}
     * @return {@link #MISSING} where the channel ends before the last of them, or the offset has overflowed
     */
    int at(long offset, int length) throws IOException {
        if (offset < 0 || length > size || offset > size - length) {
            return MISSING;
        }
        if (offset < windowOffset || offset + length > windowOffset + windowBytes) {
            fill(offset, length);
        }
        return (int) (offset - windowOffset);
    }

    /** What {@link #at} has an index into. */
    byte[] bytes() {
        return bytes;
    }

    /**
     * The little-endian integer of {@code length} bytes, 1 to 8, at an index into {@link #bytes}; one of 8 bytes that
     * is above 2^63-1 comes out negative.
     */
    long integer(int at, int length) {
        long value = 0;
        for (int i = at + length - 1; i >= at; i--) {
            value = value << 8 | bytes[i] & 0xFF;
        }
        return value;
    }

    /** Whether these bytes are the image's at {@code offset}. */
    boolean startsWith(long offset, byte[] expected) throws IOException {
        int at = at(offset, expected.length);
        if (at == MISSING) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (bytes[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private void fill(long offset, int atLeast) throws IOException {
        boolean near = windowBytes > 0 && offset >= windowOffset && offset - windowOffset - windowBytes < NEAR_BYTES;
        int wanted = near ? WINDOW_BYTES : SMALL_WINDOW_BYTES;
        window.clear().limit((int) Math.min(wanted, size - offset));
        windowOffset = offset;
        windowBytes = 0;
        try {
            while (window.hasRemaining()) {
                int n = channel.read(window, start + offset + window.position());
                if (n < 0) {
                    break;
                }
            }
        } catch (IOException e) {
            int got = window.position();
            if (got < atLeast) {
                throw new IOException(
                        "cannot read the payload image at offset " + (offset + got) + ": " + e.getMessage(), e);
            }
            // What was asked for is here; the bad sector behind it may never be needed.
        }
        if (window.position() < atLeast) {
            throw new IOException("the payload image ended at offset " + (offset + window.position())
                    + " while it was read, expected " + size + " bytes");
        }
        windowBytes = window.position();
    }
}
