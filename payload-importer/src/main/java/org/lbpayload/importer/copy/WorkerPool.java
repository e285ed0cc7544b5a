// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.copy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lbpayload.importer.report.ImportException;
import org.lbpayload.importer.report.Report;

/** A pool of threads that repeat a step until no work is left or a step fails. */
final class WorkerPool {
    /** A buffer this small stays in a core's cache while it is read, checksummed and written. */
    private static final int MAX_BUFFER_BYTES = 1024 * 1024;

    /** The total size of the buffers of all threads. With a heap of 16 MiB, Java allows 16 MiB of direct buffers. */
    private static final int ALL_BUFFERS_BYTES = 4 * 1024 * 1024;

    /** The minimum size of a buffer, which is one page. Smaller buffers make reading and writing slower. */
    private static final int MIN_BUFFER_BYTES = 4096;

    /** A unit of work that several threads run at the same time. */
    interface Step {
        /**
         * Does one step.
         *
         * @param buffer a buffer that no other thread uses
         * @return false if no work was left
         */
        boolean run(ByteBuffer buffer) throws ImportException;
    }

    private final Step step;
    private final FirstFailure failure;
    private final int bufferBytes;

    private WorkerPool(Step step, FirstFailure failure, int bufferBytes) {
        this.step = step;
        this.failure = failure;
        this.bufferBytes = bufferBytes;
    }

    /**
     * Repeats the step in all threads and reports progress. Returns when all threads have ended.
     *
     * @param threads the number of threads, 1 or more
     * @param largestFile the size of the largest file in bytes, which limits the size of the buffers
     * @param failure the object that records the first failure
     */
    static void run(Step step, int threads, long largestFile, FirstFailure failure, Report report) {
        long affordable = Math.min(MAX_BUFFER_BYTES, ALL_BUFFERS_BYTES / threads);
        int bufferBytes = (int) Math.max(MIN_BUFFER_BYTES, Math.min(affordable, largestFile));
        WorkerPool pool = new WorkerPool(step, failure, bufferBytes);
        List<Thread> workers = new ArrayList<>();
        try {
            for (int i = 0; i < threads; i++) {
                Thread worker = new Thread(pool::work, "worker-" + i);
                worker.start();
                workers.add(worker);
            }
        } catch (OutOfMemoryError e) {
            failure.set(e);
        }
        for (Thread worker : workers) {
            join(worker, report);
        }
    }

    private void work() {
        try {
            ByteBuffer buffer = ByteBuffer.allocateDirect(bufferBytes);
            while (!failure.isSet() && step.run(buffer)) {
                // repeat
            }
        } catch (Throwable e) {
            failure.set(e);
        }
    }

    private static void join(Thread worker, Report report) {
        while (worker.isAlive()) {
            try {
                worker.join(report.intervalMillis());
            } catch (InterruptedException e) {
                throw new AssertionError("the main thread was interrupted", e);
            }
            if (worker.isAlive()) {
                report.progress();
            }
        }
    }
}
