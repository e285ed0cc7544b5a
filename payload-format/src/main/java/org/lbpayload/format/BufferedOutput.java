// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Small records gathered into few writes at one place of a channel. */
final class BufferedOutput {
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).order(ByteOrder.LITTLE_ENDIAN);
    private final FileChannel channel;
    private long offset;

    BufferedOutput(FileChannel channel, long offset) {
        this.channel = channel;
        this.offset = offset;
    }

    /** Goes to another place; what was put so far is written where it belongs. */
    void seek(long newOffset) throws IOException {
        if (newOffset != offset + buffer.position()) {
            flush();
            offset = newOffset;
        }
    }

    /** The buffer, with room for {@code bytes} more. */
    ByteBuffer room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    void put(byte[] bytes) throws IOException {
        room(bytes.length).put(bytes);
    }

    /** Writes zero bytes up to {@code end}, which is at most 64 KiB away. */
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
