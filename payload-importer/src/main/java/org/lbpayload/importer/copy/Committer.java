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
 * A pool of threads that sync verified files and rename them to their final names. Several threads commit files while
 * other threads copy, because a sync mostly waits for the disk. A file system can sync many files in parallel as fast
 * as a single file.
 */
final class Committer {
    /** The minimum number of threads, which is sufficient if a sync takes no time, as on a file system in memory. */
    private static final int MIN_THREADS = 2;

    /** The maximum number of threads. More threads were not faster on any tested disk. */
    private static final int MAX_THREADS = 16;

    private static final int IDLE_SECONDS = 10;

    /**
     * The number of small files that one thread commits together. Committing small files one by one is slower: on a
     * file system in memory, handing a file to a thread takes longer than syncing and renaming the file. The number is
     * small because every file in a batch is open, and a process may be limited to 200 open files.
     */
    private static final int BATCH_FILES = 4;

    /** A file of this size or more completes its batch, so that large files are committed in parallel. */
    private static final long LARGE_BYTES = 256 * 1024;

    /** The maximum number of batches in the queue. */
    private static final int MAX_WAITING = 8;

    private final Destination destination;
    private final Report report;
    private final FirstFailure failure;

    private List<EntryCopy> batch = new ArrayList<>();

    /**
     * A pool that starts more threads when its queue is full. When all threads are busy, the calling thread commits the
     * batch itself. Idle threads stay alive for a while, because an import of many small files would otherwise start
     * hundreds of threads.
     */
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            MIN_THREADS,
            MAX_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<Runnable>(MAX_WAITING),
            new ThreadPoolExecutor.CallerRunsPolicy());

    /**
     * Creates a committer.
     *
     * @param failure the object that records the first failure
     */
    Committer(Destination destination, Report report, FirstFailure failure) {
        this.destination = destination;
        this.report = report;
        this.failure = failure;
    }

    /** Adds a verified file to the current batch. A complete batch is committed. */
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

    /**
     * Commits the remaining files and waits until all files are committed. If one file cannot be committed, the other
     * files are still committed.
     */
    void finish() {
        commitBatch();
        threads.shutdown();
        try {
            while (!threads.awaitTermination(report.intervalMillis(), TimeUnit.MILLISECONDS)) {
                report.progress();
            }
        } catch (InterruptedException e) {
            throw new AssertionError("the main thread was interrupted", e);
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
