// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Syncs whole files and gives them their names. On a disk, a sync is waiting, not work, and a file system brings many
 * files there in the time of one: threads of its own do it while others are still being copied, as many at a time as
 * files have come together. In memory, it is done on the spot.
 */
final class Committer implements Runnable {
    /** More than this were no quicker on any disk that was tried. */
    private static final int MAX_THREADS = 16;

    /** Files that wait are open files. */
    private static final int MAX_WAITING = 64;

    /** Where syncs take no time, a thread keeps up with this many, and the next would only have to be made. */
    private static final int WAITING_PER_THREAD = 4;

    /** To give a larger file to another thread takes next to nothing of the time to copy it. */
    private static final long MAX_BYTES_ON_THE_SPOT = 1024 * 1024;

    /** To give a file to another thread takes as long. */
    private static final long QUICK_NANOS = 150_000;

    /**
     * When the commits have taken so much longer than that, other threads do it. The first ones have classes to load.
     */
    private static final long PATIENCE_NANOS = 5_000_000;

    private final ArrayDeque<FileCopy> waiting = new ArrayDeque<>();
    private final Destination destination;
    private final Report report;
    private final Work copying;
    private final Thread[] threads = new Thread[MAX_THREADS];
    private int started;
    private long delayNanos;
    private boolean closed;

    /** @param copying stopped where a file cannot be committed */
    Committer(Destination destination, Report report, Work copying) {
        this.destination = destination;
        this.report = report;
        this.copying = copying;
    }

    /** Commits a whole file, or takes it over as soon as not too many wait; where it throws, it has not taken it. */
    void add(FileCopy file) {
        if (file.entry().size() > MAX_BYTES_ON_THE_SPOT || isSlow()) {
            enqueue(file);
            return;
        }
        long start = System.nanoTime();
        commit(file);
        took(System.nanoTime() - start);
    }

    /** Whether other threads are to do it. */
    synchronized boolean isSlow() {
        return delayNanos >= PATIENCE_NANOS;
    }

    /** Learns how long a commit took. */
    synchronized void took(long nanos) {
        if (!isSlow()) {
            delayNanos = Math.max(0, delayNanos + nanos - QUICK_NANOS);
        }
    }

    private synchronized void enqueue(FileCopy file) {
        while (waiting.size() == MAX_WAITING) {
            await();
        }
        if (waiting.size() >= WAITING_PER_THREAD * started && started < threads.length) {
            start();
        }
        waiting.add(file);
        notifyAll();
    }

    private void start() {
        Thread thread = new Thread(this, "committer-" + started);
        try {
            thread.start();
            threads[started++] = thread;
        } catch (OutOfMemoryError e) {
            if (started == 0) {
                throw e; // else those that there are do it
            }
        }
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

    /** Waits until everything is committed; nothing is added any more. */
    void finish() {
        int count;
        synchronized (this) {
            closed = true;
            notifyAll();
            count = started;
        }
        Work.join(threads, count, report);
    }

    /** Goes on after a failure: what is whole and verified is to stay, and nobody may wait for room in vain. */
    @Override
    public void run() {
        for (FileCopy file = take(); file != null; file = take()) {
            commit(file);
        }
    }

    private void commit(FileCopy file) {
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
