// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.report;

import org.jspecify.annotations.Nullable;

/** A receiver of import events. Implementations must be thread-safe. */
public abstract class Report {
    private @Nullable Progress progress;

    /** Returns the interval between calls of {@link #progress}, in milliseconds. */
    public abstract long intervalMillis();

    /** Reports information, such as the name of an ignored disk. */
    public abstract void note(String message);

    /** Reports a problem that does not stop the import. */
    public abstract void warn(String message);

    /**
     * Reports an image whose entries are going to be imported.
     *
     * @param location the printable name of the disk or file
     * @param layout {@code u32} or {@code u64}
     * @param entries the number of entries
     * @param payloadId the payload id, or null if the image has no checksums
     */
    public abstract void image(String location, String layout, int entries, @Nullable String payloadId);

    /** Reports that existing files are going to be verified. */
    public final synchronized void verifying(int files, Progress newProgress) {
        progress = newProgress;
        note("verifying " + Plural.of(files, "existing file"));
    }

    /** Reports that copying is about to start. */
    public final synchronized void plan(int existingFiles, int missingFiles, long missingBytes, Progress newProgress) {
        progress = newProgress;
        printPlan(existingFiles, missingFiles, missingBytes);
    }

    abstract void printPlan(int existingFiles, int missingFiles, long missingBytes);

    /** Reports a file that was verified, synced and renamed. The new name is synced at the end of the import. */
    public abstract void file(String name, long bytes);

    /** Called periodically so that progress can be reported. */
    public final synchronized void progress() {
        String current = progress == null ? null : progress.current();
        if (progress != null && current != null) {
            printProgress(progress, current);
        }
    }

    /**
     * Prints the progress.
     *
     * @param current the name of the entry that was copied or verified last
     */
    abstract void printProgress(Progress progress, String current);

    /** Reports that all files are in the destination, verified and on stable storage. */
    public abstract void done(String destination, int existingFiles, int copiedFiles, long copiedBytes);

    public abstract void nothingToDo(String destination, String reason);

    /** Reports the failure that ends the import. */
    public abstract void error(String message, ExitCode exitCode);
}
