// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an image, read by offset through one small window: the records of an index are small and, in an image of
 * small files, close together. Offsets count from the start of the image; nothing beyond {@link #size()} is ever asked
 * of the channel.
 */
final class ImageInput {
    private static final int WINDOW_BYTES = 8192;

    private final FileChannel channel;
    private final long start;
    private final long size;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
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
     * The little-endian bytes {@code offset} to {@code offset + length}, valid until the next call.
     *
     * @return null where the channel ends before the last of them
     */
    @Nullable
    ByteBuffer at(long offset, int length) throws IOException {
        if (length > size || offset > size - length) {
            return null;
        }
        if (offset < windowOffset || offset + length > windowOffset + windowBytes) {
            fill(offset, length);
        }
        int from = (int) (offset - windowOffset);
        window.limit(from + length).position(from);
        return window;
    }

    private void fill(long offset, int atLeast) throws IOException {
        window.clear().limit((int) Math.min(WINDOW_BYTES, size - offset));
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
