// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.LongConsumer;

/** Writes ranges of a disk. Positions are bytes from its start; an end is the first byte not written. */
final class Disk {

    /** Bytes written at a time. */
    static final int CHUNK = 1 << 20;

    /**
     * How much may be on its way: what is told of as written is in the kernel's memory for a while, and no more than
     * this.
     */
    private static final long SYNC_BYTES = 64 << 20;

    private final FileChannel channel;
    private final LongConsumer progress;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
    private long written;
    private long synced;

    /** @param progress is told how many bytes were written in all */
    Disk(FileChannel channel, LongConsumer progress) {
        this.channel = channel;
        this.progress = progress;
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
        written += buffer.limit();
        if (written - synced >= SYNC_BYTES) {
            channel.force(false);
            synced = written;
        }
        progress.accept(written);
        return position + buffer.limit();
    }
}
