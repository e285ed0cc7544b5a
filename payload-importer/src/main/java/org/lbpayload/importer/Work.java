// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Something that several threads do piece by piece until nothing is left or one of them fails. */
abstract class Work implements Runnable {
    /** What fits the cache of a core is read, summed and written without going to memory in between. */
    private static final int MAX_BUFFER_BYTES = 1024 * 1024;

    /** Of all threads together: with a heap of 16 MiB, Java allows 16 MiB outside of it. */
    private static final int ALL_BUFFERS_BYTES = 4 * 1024 * 1024;

    /** A page: less makes the kernel work twice. */
    private static final int MIN_BUFFER_BYTES = 4096;

    private int bufferBytes;
    private @Nullable Throwable failure;

    /**
     * Does one piece.
     *
     * @param buffer the thread's own, cleared before each use
     * @return false where nothing was left to do
     */
    abstract boolean step(ByteBuffer buffer) throws ImportException;

    @Override
    public final void run() {
        try {
            ByteBuffer buffer = ByteBuffer.allocateDirect(bufferBytes);
            while (!hasFailed() && step(buffer)) {
                // until done
            }
        } catch (ImportException | RuntimeException | Error e) {
            fail(e);
        }
    }

    /** Makes all threads stop; the first reason is the one that is told. */
    final synchronized void fail(Throwable reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    final synchronized boolean hasFailed() {
        return failure != null;
    }

    /**
     * Does all of it and reports how it goes on.
     *
     * @param largest bytes of the largest file there is to work at
     */
    final void finish(int threads, long largest, Report report) {
        long affordable = Math.min(MAX_BUFFER_BYTES, ALL_BUFFERS_BYTES / threads);
        bufferBytes = (int) Math.max(MIN_BUFFER_BYTES, Math.min(affordable, largest));
        Thread[] workers = new Thread[threads];
        int started = 0;
        try {
            while (started < threads) {
                workers[started] = new Thread(this, "worker-" + started);
                workers[started].start();
                started++;
            }
        } catch (OutOfMemoryError e) {
            fail(e);
        }
        join(workers, started, report);
    }

    /** Waits for the first {@code count} of these threads to end, and reports how it goes on. */
    static void join(Thread[] threads, int count, Report report) {
        for (int i = 0; i < count; i++) {
            while (threads[i].isAlive()) {
                try {
                    threads[i].join(report.intervalMillis());
                } catch (InterruptedException e) {
                    throw new AssertionError("nobody interrupts the main thread", e);
                }
                if (threads[i].isAlive()) {
                    report.progress();
                }
            }
        }
    }

    /** @throws ImportException where one of the threads failed so */
    final synchronized void rethrow() throws ImportException {
        if (failure instanceof ImportException) {
            throw (ImportException) failure;
        }
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }
}
