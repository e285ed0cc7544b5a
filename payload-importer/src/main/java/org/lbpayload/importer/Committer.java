// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Syncs whole files and gives them their names while others are still being copied. A sync is waiting, not work, so
 * several go on at a time.
 */
final class Committer implements Runnable {
    private static final int THREADS = 4;

    /** Files that wait are open files. */
    private static final int MAX_WAITING = 64;

    private final ArrayDeque<FileCopy> waiting = new ArrayDeque<>();
    private final Destination destination;
    private final Report report;
    private final Work copying;
    private final Thread[] threads;
    private boolean closed;

    /**
     * @param copying stopped where a file cannot be committed
     * @param files how many there are going to be
     */
    Committer(Destination destination, Report report, Work copying, int files) {
        this.destination = destination;
        this.report = report;
        this.copying = copying;
        this.threads = new Thread[Math.min(THREADS, files)];
    }

    void start() {
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(this, "committer-" + i);
            threads[i].start();
        }
    }

    /** Takes over a whole file, as soon as not too many wait. */
    synchronized void add(FileCopy file) {
        while (waiting.size() == MAX_WAITING) {
            await();
        }
        waiting.add(file);
        notifyAll();
    }

    /** The next file, or null where none will come. */
    private synchronized @Nullable FileCopy take() {
        while (waiting.isEmpty() && !closed) {
            await();
        }
        notifyAll();
        return waiting.poll();
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts these threads", e);
        }
    }

    /** Waits until everything is committed. */
    void finish() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        Work.join(threads, report);
    }

    /** Goes on after a failure: what is whole and verified is to stay, and nobody may wait for room in vain. */
    @Override
    public void run() {
        for (FileCopy file = take(); file != null; file = take()) {
            try {
                file.commit(destination);
                report.file(file.entry());
            } catch (ImportException | RuntimeException | Error e) {
                copying.fail(e);
            } finally {
                file.discard();
            }
        }
    }
}
