// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** A buffer that collects small records and writes them to a channel in few calls. */
final class BufferedOutput {
    private static final int CAPACITY_BYTES = 64 * 1024;

    private final ByteBuffer buffer = ByteBuffer.allocate(CAPACITY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final FileChannel channel;
    private long offset;

    BufferedOutput(FileChannel channel, long offset) {
        this.channel = channel;
        this.offset = offset;
    }

    /** Moves to {@code newOffset}, at which the next bytes are written. */
    void seek(long newOffset) throws IOException {
        if (newOffset != offset + buffer.position()) {
            flush();
            offset = newOffset;
        }
    }

    /** Returns the little-endian buffer, with at least {@code bytes} bytes remaining. */
    ByteBuffer room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    void put(byte[] bytes) throws IOException {
        room(bytes.length).put(bytes);
    }

    /** Appends zero bytes up to the offset {@code end}, which is at most {@value #CAPACITY_BYTES} bytes ahead. */
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
