// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** A transfer that reads each chunk in a second thread while the caller processes the previous chunk. */
final class ReadAhead {

    /** A source that reads a chunk into an empty buffer and flips the buffer. */
    @FunctionalInterface
    interface Source {
        void read(ByteBuffer buffer, long position, int length) throws IOException;
    }

    @FunctionalInterface
    interface Sink {
        void accept(ByteBuffer buffer, long position) throws IOException, DiskException;
    }

    private ReadAhead() {}

    /**
     * Passes all bytes from {@code start} to {@code end} from a source to a sink, in order, in chunks of
     * {@link Disk#CHUNK} bytes.
     *
     * @param buffers a supplier of empty buffers of {@link Disk#CHUNK} bytes
     */
    static void transfer(Source source, Sink sink, Supplier<ByteBuffer> buffers, long start, long end)
            throws IOException, DiskException {
        ExecutorService reader = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "lbpayload-read-ahead");
            thread.setDaemon(true);
            return thread;
        });
        try {
            ByteBuffer free = buffers.get();
            ByteBuffer filled = buffers.get();
            Future<?> pending = submit(reader, source, filled, start, end);
            for (long position = start; position < end; position += Disk.CHUNK) {
                await(pending);
                pending = submit(reader, source, free, position + Disk.CHUNK, end);
                sink.accept(filled, position);
                ByteBuffer used = filled;
                filled = free;
                free = used;
            }
        } finally {
            reader.shutdown();
        }
    }

    private static Future<?> submit(ExecutorService reader, Source source, ByteBuffer buffer, long position, long end) {
        return reader.submit(() -> {
            if (position < end) {
                source.read(buffer, position, (int) Math.min(Disk.CHUNK, end - position));
            }
            return null;
        });
    }

    private static void await(Future<?> pending) throws IOException {
        try {
            pending.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
