// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.lbpayload.importer.destination.Destination;
import org.lbpayload.importer.report.Report;

/**
 * Syncs verified files and gives them their final names. A sync mostly waits for the disk, and a file system syncs many
 * files in the time of one, so several threads commit while others still copy.
 */
final class Committer {
    /** These threads are sufficient if a sync takes no time, as in memory. */
    private static final int MIN_THREADS = 2;

    /** More threads were not faster on any disk that was tried. */
    private static final int MAX_THREADS = 16;

    private static final int IDLE_SECONDS = 10;

    /**
     * Handing over a small file on its own takes longer than its sync and rename do in memory. Every file of a batch is
     * open, and a process may be limited to 200 open files.
     */
    private static final int BATCH_FILES = 4;

    /** A batch ends with a file of this size, so that large files are committed in parallel. */
    private static final long LARGE_BYTES = 256 * 1024;

    /** The limit for batches that wait to be committed, because each of their files is open. */
    private static final int MAX_WAITING = 8;

    private final Destination destination;
    private final Report report;
    private final FirstFailure failure;

    private List<EntryCopy> batch = new ArrayList<>();

    /**
     * Starts more threads when too many batches wait, and in the end commits in the calling thread. An idle thread
     * stays for a while, because otherwise an import of many small files starts hundreds of threads.
     */
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            MIN_THREADS,
            MAX_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<Runnable>(MAX_WAITING),
            new ThreadPoolExecutor.CallerRunsPolicy());

    /** @param failure receives the failure of a commit */
    Committer(Destination destination, Report report, FirstFailure failure) {
        this.destination = destination;
        this.report = report;
        this.failure = failure;
    }

    /** Commits a verified file soon. */
    void add(EntryCopy file) {
        boolean full;
        synchronized (this) {
            batch.add(file);
            full = batch.size() == BATCH_FILES || file.entry().size() >= LARGE_BYTES;
        }
        if (full) {
            commitBatch();
        }
    }

    private void commitBatch() {
        List<EntryCopy> files;
        synchronized (this) {
            files = batch;
            batch = new ArrayList<>();
        }
        try {
            threads.execute(() -> commit(files));
        } catch (OutOfMemoryError e) {
            commit(files); // no thread can be started
        }
    }

    /** Waits until all files are committed. Failures of other files do not stop the commit of a verified file. */
    void finish() {
        commitBatch();
        threads.shutdown();
        try {
            while (!threads.awaitTermination(report.intervalMillis(), TimeUnit.MILLISECONDS)) {
                report.progress();
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the main thread", e);
        }
    }

    private void commit(List<EntryCopy> files) {
        for (EntryCopy file : files) {
            commit(file);
        }
    }

    private void commit(EntryCopy file) {
        try {
            file.commit(destination);
            report.file(file.entry().name(), file.entry().size());
        } catch (Throwable e) {
            failure.set(e);
        } finally {
            file.discard();
        }
    }
}
