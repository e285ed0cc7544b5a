// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** A buffer that combines small writes to a channel into large ones. */
final class BufferedOutput {
    private static final int CAPACITY_BYTES = 64 * 1024;

    private final ByteBuffer buffer = ByteBuffer.allocate(CAPACITY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final FileChannel channel;
    private long offset;

    BufferedOutput(FileChannel channel, long offset) {
        this.channel = channel;
        this.offset = offset;
    }

    /** Sets the offset in the channel at which the next bytes are written. */
    void seek(long newOffset) throws IOException {
        if (newOffset != offset + buffer.position()) {
            flush();
            offset = newOffset;
        }
    }

    /** Returns the little-endian buffer. The buffer is flushed first if fewer than {@code bytes} bytes are free. */
    ByteBuffer room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    void put(byte[] bytes) throws IOException {
        room(bytes.length).put(bytes);
    }

    /** Appends at most {@value #CAPACITY_BYTES} zero bytes, up to the offset {@code end}. */
    void putZerosUpTo(long end) throws IOException {
        put(new byte[(int) (end - offset - buffer.position())]);
    }

    void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            offset += channel.write(buffer, offset);
        }
        buffer.clear();
    }
}
