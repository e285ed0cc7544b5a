// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.report;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;

/** The number of bytes that all workers together have copied or verified. Thread-safe. */
public final class Progress {
    private final boolean verifying;
    private final long totalBytes;
    private final long start = System.nanoTime();
    private final AtomicLong copiedBytes = new AtomicLong();
    private volatile @Nullable String current;

    private Progress(boolean verifying, long totalBytes) {
        this.verifying = verifying;
        this.totalBytes = totalBytes;
    }

    /** Returns the progress of copying {@code totalBytes}. */
    public static Progress ofCopying(long totalBytes) {
        return new Progress(false, totalBytes);
    }

    /** Returns the progress of verifying {@code totalBytes} of existing files. */
    public static Progress ofVerifying(long totalBytes) {
        return new Progress(true, totalBytes);
    }

    boolean isVerifying() {
        return verifying;
    }

    /** Returns a printable description of the work on the entry {@code name}. */
    String label(String name) {
        return (verifying ? "verifying " : "") + EntryName.printable(name);
    }

    /** Returns the elapsed time in whole seconds, at least 1. */
    long seconds() {
        return Math.max(1, (System.nanoTime() - start) / 1_000_000_000);
    }

    /** Adds bytes of the entry {@code name}. */
    public void add(String name, long bytes) {
        current = name;
        copiedBytes.addAndGet(bytes);
    }

    public long totalBytes() {
        return totalBytes;
    }

    /** Returns the bytes copied or verified so far; copied bytes need not be on stable storage yet. */
    public long copiedBytes() {
        return copiedBytes.get();
    }

    /** Returns at most 99, because the last sync is not counted as bytes. */
    public int percent() {
        return totalBytes == 0 ? 0 : (int) Math.min(99, copiedBytes() * 100.0 / totalBytes);
    }

    /** Returns the name of the entry that was copied or verified last, or null before the first. */
    public @Nullable String current() {
        return current;
    }
}
