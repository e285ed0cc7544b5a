// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.report;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;

/** The progress of all threads that copy or verify files. Thread-safe. */
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

    /** Returns the progress of copying {@code totalBytes} bytes. */
    public static Progress ofCopying(long totalBytes) {
        return new Progress(false, totalBytes);
    }

    /** Returns the progress of verifying {@code totalBytes} bytes of existing files. */
    public static Progress ofVerifying(long totalBytes) {
        return new Progress(true, totalBytes);
    }

    boolean isVerifying() {
        return verifying;
    }

    /** Returns the printable name of the entry, preceded by "verifying " if files are verified. */
    String label(String name) {
        return (verifying ? "verifying " : "") + EntryName.printable(name);
    }

    /** Returns the elapsed time in whole seconds, at least 1. */
    long seconds() {
        return Math.max(1, (System.nanoTime() - start) / 1_000_000_000);
    }

    /** Adds copied or verified bytes of the entry {@code name}. */
    public void add(String name, long bytes) {
        current = name;
        copiedBytes.addAndGet(bytes);
    }

    public long totalBytes() {
        return totalBytes;
    }

    /** Returns the number of bytes copied or verified so far. Copied bytes may not be on stable storage yet. */
    public long copiedBytes() {
        return copiedBytes.get();
    }

    /**
     * Returns the progress in percent, 0 to 99. The result never reaches 100, because the final sync is not counted.
     */
    public int percent() {
        return totalBytes == 0 ? 0 : (int) Math.min(99, copiedBytes() * 100.0 / totalBytes);
    }

    /** Returns the name of the entry that was copied or verified last, or null if there is none yet. */
    public @Nullable String current() {
        return current;
    }
}
