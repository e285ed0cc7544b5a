// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryChecksum;

/** Processes the entries of an image in several threads. */
final class EntryPool {
    /** More threads do not help, because they wait for the disk. */
    private static final int MAX_THREADS = 8;

    private EntryPool() {}

    /** Processes one entry. */
    interface Work {
        /** Returns the checksums of the entry, or null if they are not needed. */
        EntryChecksum on(Entry entry) throws ImageException, IOException;
    }

    /**
     * Processes all entries and stops at the first failure. No thread is running when this method returns.
     *
     * @return the result for each entry, in the order of the entries
     */
    static EntryChecksum[] forEach(List<Entry> entries, Work work) throws ImageException, IOException {
        EntryChecksum[] found = new EntryChecksum[entries.size()];
        int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CompletionService<Void> tasks = new ExecutorCompletionService<>(pool);
            // The largest entries come first, because a large last entry would leave the other threads idle.
            IntStream.range(0, found.length)
                    .boxed()
                    .sorted(Comparator.comparingLong(
                                    (Integer i) -> entries.get(i).size())
                            .reversed())
                    .forEachOrdered(i -> tasks.submit(() -> {
                        found[i] = work.on(entries.get(i));
                        return null;
                    }));
            for (int done = 0; done < found.length; done++) {
                tasks.take().get();
            }
        } catch (ExecutionException e) {
            throw rethrow(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            stop(pool);
        }
        return found;
    }

    private static IOException rethrow(Throwable failure) throws ImageException {
        if (failure instanceof ImageException e) {
            throw e;
        }
        if (failure instanceof IOException e) {
            return e;
        }
        throw new IllegalStateException(failure);
    }

    private static void stop(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = Thread.interrupted();
        boolean stopped = false;
        while (!stopped) {
            try {
                stopped = pool.awaitTermination(1, TimeUnit.HOURS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
