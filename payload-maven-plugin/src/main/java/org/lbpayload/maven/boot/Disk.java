// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writes ranges of a disk. Positions are bytes from its start; an end is the first byte not written. */
final class Disk {

    /** Bytes written at a time. */
    static final int CHUNK = 1 << 20;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);

    Disk(FileChannel channel) {
        this.channel = channel;
    }

    /** Writes zeros from {@code start} to {@code end}. */
    void zero(long start, long end) throws IOException {
        for (long position = start; position < end; ) {
            buffer.clear();
            while (buffer.hasRemaining()) {
                buffer.putLong(0);
            }
            position = put(position, end);
        }
    }

    /** Copies an image's bytes from {@code start} to {@code end} to the same place. */
    void copyFrom(FileChannel image, long start, long end) throws IOException {
        for (long position = start; position < end; ) {
            fill(buffer, image, position, (int) Math.min(CHUNK, end - position));
            position = put(position, end);
        }
    }

    /** Returns when everything is on the disk. */
    void sync() throws IOException {
        channel.force(true);
    }

    /** Reads exactly {@code length} bytes at {@code position} into an empty buffer, and flips it. */
    static void fill(ByteBuffer buffer, FileChannel from, long position, int length) throws IOException {
        buffer.clear().limit(length);
        while (buffer.hasRemaining()) {
            if (from.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("expected " + length + " bytes at offset " + position + ", found "
                        + buffer.position() + "; the source has become shorter");
            }
        }
        buffer.flip();
    }

    private long put(long position, long end) throws IOException {
        buffer.position(0).limit((int) Math.min(CHUNK, end - position));
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer, position + buffer.position());
            }
        } catch (IOException e) {
            throw new IOException(
                    "writing failed at offset " + (position + buffer.position()) + ": " + e.getMessage(), e);
        }
        return position + buffer.limit();
    }
}
