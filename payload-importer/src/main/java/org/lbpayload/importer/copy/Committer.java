// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.copy;

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

    /** The limit for files that wait to be committed, because each of them is open. */
    private static final int MAX_WAITING = 32;

    private final Destination destination;
    private final Report report;
    private final FirstFailure failure;

    /** Starts more threads when too many files wait, and in the end commits in the calling thread. */
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            MIN_THREADS,
            MAX_THREADS,
            0,
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
        try {
            threads.execute(() -> commit(file));
        } catch (OutOfMemoryError e) {
            commit(file); // no thread can be started
        }
    }

    /** Waits until all files are committed. Failures of other files do not stop the commit of a verified file. */
    void finish() {
        threads.shutdown();
        try {
            while (!threads.awaitTermination(report.intervalMillis(), TimeUnit.MILLISECONDS)) {
                report.progress();
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the main thread", e);
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
