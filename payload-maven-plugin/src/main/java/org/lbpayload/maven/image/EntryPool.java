// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryChecksum;
import org.lbpayload.maven.io.Parallel;

/** A pool of threads that process the entries of an image. */
final class EntryPool {
    /** The maximum number of threads. Further threads would only wait for the disk. */
    private static final int MAX_THREADS = 8;

    private EntryPool() {}

    interface Work {
        /** Processes an entry. Returns the checksums of the entry, or null if no checksums are required. */
        EntryChecksum on(Entry entry) throws ImageException, IOException;
    }

    /**
     * Processes all entries and stops at the first failure. All threads have ended when this method returns.
     *
     * @return the result for each entry, in the order of the entries
     */
    static EntryChecksum[] forEach(List<Entry> entries, Work work) throws ImageException, IOException {
        EntryChecksum[] found = new EntryChecksum[entries.size()];
        int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
        // The largest entries come first, because a large last entry would leave the other threads idle.
        List<Integer> largestFirst = IntStream.range(0, found.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> entries.get(i).size())
                        .reversed())
                .toList();
        try {
            Parallel.map(largestFirst, threads, i -> found[i] = work.on(entries.get(i)));
        } catch (ExecutionException e) {
            throw Parallel.cause(e, ImageException.class);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        return found;
    }
}
