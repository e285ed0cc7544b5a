// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A buffered input that reads bytes of an image by offset from the start of the image. The channel is never read beyond
 * {@link #size()}.
 */
final class ImageInput {
    private static final int WINDOW_BYTES = 8192;

    private final FileChannel channel;
    private final long start;
    private final long size;
    private final byte[] window = new byte[WINDOW_BYTES];
    private long windowOffset;
    private int windowBytes;

    /** Creates the input for an image that begins {@code start} bytes into the channel. */
    ImageInput(FileChannel channel, long start) throws IOException {
        if (start < 0) {
            throw new IllegalArgumentException("start is negative: " + start);
        }
        this.channel = channel;
        this.start = start;
        // Files.size() would return 0 for a block device.
        this.size = Math.max(0, channel.size() - start);
    }

    /** Returns the number of bytes from the start of the image to the end of the channel. */
    long size() {
        return size;
    }

    /** Returns a description of the end of the image, for messages. */
    String describeEnd() {
        return "the end of the image at " + size;
    }

    /**
     * Reads {@code length} bytes at {@code offset}.
     *
     * @param length the number of bytes, 0 to {@value #WINDOW_BYTES}
     * @return the bytes, or null if the image ends before the last byte or {@code offset} is negative because of an
     *     overflow
     */
    byte @Nullable [] read(long offset, int length) throws IOException {
        if (offset < 0 || length < 0 || offset > size - length) {
            return null;
        }
        if (offset < windowOffset || offset + length > windowOffset + windowBytes) {
            fill(offset, length);
        }
        int from = (int) (offset - windowOffset);
        return Arrays.copyOfRange(window, from, from + length);
    }

    /** Returns whether the image has the bytes {@code expected} at {@code offset}. */
    boolean startsWith(long offset, byte[] expected) throws IOException {
        return Arrays.equals(read(offset, expected.length), expected);
    }

    private void fill(long offset, int atLeast) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(window, 0, (int) Math.min(WINDOW_BYTES, size - offset));
        windowOffset = offset;
        windowBytes = 0;
        try {
            while (buffer.hasRemaining() && channel.read(buffer, start + offset + buffer.position()) >= 0) {
                // read until the window is full or the channel ends
            }
        } catch (IOException e) {
            if (buffer.position() < atLeast) {
                throw new IOException(
                        "cannot read the payload image at offset " + (offset + buffer.position()) + ": "
                                + e.getMessage(),
                        e);
            }
            // The requested bytes were read. The bytes in the bad sector may never be requested.
        }
        if (buffer.position() < atLeast) {
            throw new IOException("the payload image ended at offset " + (offset + buffer.position())
                    + " while it was read, expected " + size + " bytes");
        }
        windowBytes = buffer.position();
    }
}
