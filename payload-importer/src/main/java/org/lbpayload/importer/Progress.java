// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.Entry;

/** How far the copying is; shared by all workers. */
final class Progress {
    private final long totalBytes;
    private final AtomicLong copiedBytes = new AtomicLong();
    private volatile @Nullable Entry current;

    Progress(long totalBytes) {
        this.totalBytes = totalBytes;
    }

    void copied(Entry entry, long bytes) {
        current = entry;
        copiedBytes.addAndGet(bytes);
    }

    /** Bytes to copy. */
    long totalBytes() {
        return totalBytes;
    }

    /** Bytes copied so far, not all of them on stable storage. */
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
