// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Something that several threads do piece by piece until nothing is left or one of them fails. */
abstract class Work implements Runnable {
    /** What fits the cache of a core is read, summed and written without going to memory in between. */
    private static final int BUFFER_BYTES = 256 * 1024;

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
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
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

    /** Does all of it and reports how it goes on. */
    final void finish(int threads, Report report) {
        Thread[] workers = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            workers[i] = new Thread(this, "worker-" + i);
            workers[i].start();
        }
        join(workers, report);
    }

    static void join(Thread[] threads, Report report) {
        for (int i = 0; i < threads.length; i++) {
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
