// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.LongConsumer;

/** A transfer that writes zeros and parts of an image to a disk and counts the written bytes. */
final class DiskTransfer {

    /**
     * The maximum number of bytes that are reported as written but may still be only in the kernel's cache. Ignored
     * with direct I/O.
     */
    private static final long MOST_CACHED = 64 << 20;

    private final Disk disk;
    private final LongConsumer progress;
    private final ByteBuffer zeros;
    private long written;
    private long synced;

    /** @param progress a consumer that receives the number of bytes written so far */
    DiskTransfer(Disk disk, LongConsumer progress) {
        this.disk = disk;
        this.progress = progress;
        this.zeros = disk.buffer();
    }

    /** Writes zeros from offset {@code start} to offset {@code end}. */
    void zero(long start, long end) throws IOException {
        for (long position = start; position < end; ) {
            // Only the first chunk can start inside a block, because all later chunks start at multiples of CHUNK.
            long stop = Math.min(end, position - position % Disk.CHUNK + Disk.CHUNK);
            zeros.clear().limit((int) (stop - position));
            put(zeros, position);
            position = stop;
        }
    }

    /** Copies the bytes of an image from {@code start} to {@code end} to the same offsets on the disk. */
    void copy(FileChannel image, long start, long end) throws IOException, DiskException {
        ReadAhead.Source source = (buffer, position, length) -> Disk.fill(buffer, image, position, length);
        ReadAhead.transfer(source, this::put, disk::buffer, start, end);
    }

    void sync() throws IOException {
        disk.sync();
        synced = written;
    }

    private void put(ByteBuffer buffer, long position) throws IOException {
        int length = buffer.remaining();
        disk.write(buffer, position);
        written += length;
        if (!disk.isDirect() && written - synced >= MOST_CACHED) {
            sync();
        }
        progress.accept(written);
    }
}
