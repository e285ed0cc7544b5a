// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryName;

/** How far the copying is, or the verifying of what is there; shared by all workers. */
final class Progress {
    private final boolean verifying;
    private final long totalBytes;
    private final long start = System.nanoTime();
    private final AtomicLong copiedBytes = new AtomicLong();
    private volatile @Nullable Entry current;

    /** Of copying. */
    Progress(long totalBytes) {
        this(false, totalBytes);
    }

    Progress(boolean verifying, long totalBytes) {
        this.verifying = verifying;
        this.totalBytes = totalBytes;
    }

    /** Whether the bytes are those of files that are there and are only read. */
    boolean isVerifying() {
        return verifying;
    }

    /** What is being done, for people; safe to print. */
    String label(Entry entry) {
        return (verifying ? "verifying " : "") + EntryName.printable(entry.name());
    }

    /** Whole seconds that it has taken, at least 1. */
    long seconds() {
        return Math.max(1, (System.nanoTime() - start) / 1_000_000_000);
    }

    void copied(Entry entry, long bytes) {
        current = entry;
        copiedBytes.addAndGet(bytes);
    }

    /** Bytes to copy, or to verify. */
    long totalBytes() {
        return totalBytes;
    }

    /** Bytes copied so far, not all of them on stable storage; or verified. */
    long copiedBytes() {
        return copiedBytes.get();
    }

    /** What is left to do is not only copying, so 100 is for who has seen the last sync return. */
    int percent() {
        return totalBytes == 0 ? 0 : (int) Math.min(99, copiedBytes() * 100.0 / totalBytes);
    }

    /** The entry of the bytes that were copied last; null before the first. */
    @Nullable
    Entry current() {
        return current;
    }
}
