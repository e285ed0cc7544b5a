// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.copy;

import java.util.Arrays;
import org.lbpayload.format.Entry;
import org.lbpayload.importer.destination.Destination;
import org.lbpayload.importer.disk.OpenImage;
import org.lbpayload.importer.report.ImportException;
import org.lbpayload.importer.report.Plural;
import org.lbpayload.importer.report.Progress;
import org.lbpayload.importer.report.Report;

/** The entries to copy, which are all entries without an intact file in the destination. */
public final class Plan {
    /** The assumed allocation unit of the destination's file system in bytes. */
    private static final long BLOCK_BYTES = 4096;

    /** The maximum number of files created before copying starts, well below the usual limit of 1024 open files. */
    private static final int MAX_RESERVED = 400;

    private final int[][] missing;
    private int existingFiles;
    private int missingFiles;
    private long missingBytes;
    private long missingBlocks;

    private Plan(int images) {
        missing = new int[images][];
    }

    /**
     * Creates a plan. Checks the path of every entry, and verifies the content of existing files whose size matches the
     * entry.
     *
     * @throws ImportException if a path cannot be used, or if an image cannot be read
     */
    public static Plan create(
            MergedPayload payload, Destination destination, int threads, Verification verification, Report report)
            throws ImportException {
        if (destination.ignoresCase()) {
            SameNames.checkBefore(payload, destination);
        }
        Plan plan = new Plan(payload.images().size());
        for (int i = 0; i < plan.missing.length; i++) {
            OpenImage image = payload.images().get(i);
            int[] positions = payload.positions(i);
            boolean[] intact = new boolean[positions.length];
            int candidates = 0;
            long bytes = 0;
            for (int p = 0; p < positions.length; p++) {
                Entry entry = image.entry(positions[p]);
                if (destination.mayContain(entry.name(), entry.size())) {
                    intact[p] = true;
                    candidates++;
                    bytes += entry.size();
                }
            }
            if (candidates > 0) {
                Progress progress = Progress.ofVerifying(bytes);
                report.verifying(candidates, progress);
                int workers = Math.min(threads, candidates);
                ExistingFileVerifier.verify(
                        image, positions, intact, destination, workers, verification, progress, report);
            }
            plan.add(i, image, positions, intact);
        }
        return plan;
    }

    private void add(int i, OpenImage image, int[] positions, boolean[] intact) {
        int[] taken = new int[positions.length];
        int count = 0;
        for (int p = 0; p < positions.length; p++) {
            if (intact[p]) {
                existingFiles++;
            } else {
                taken[count++] = positions[p];
                long size = image.entry(positions[p]).size();
                missingFiles++;
                missingBytes += size;
                missingBlocks += size / BLOCK_BYTES + (size % BLOCK_BYTES == 0 ? 0 : 1);
            }
        }
        missing[i] = Arrays.copyOf(taken, count);
    }

    /**
     * Returns the positions of the entries to copy from an image, in ascending order.
     *
     * @param image the index of the image in {@link MergedPayload#images}
     */
    public int[] missing(int image) {
        return missing[image];
    }

    public int existingFiles() {
        return existingFiles;
    }

    public int missingFiles() {
        return missingFiles;
    }

    public long missingBytes() {
        return missingBytes;
    }

    /**
     * Checks that the file system has enough space and inodes for all new files. The space of replaced files does not
     * count, because an old file is deleted only after the new file is complete.
     *
     * @throws ImportException if the space or the inodes are insufficient
     */
    public void checkSpace(Destination destination, Report report) throws ImportException {
        if (missingFiles == 0) {
            return;
        }
        long usable = destination.usableBytes();
        if (usable == Destination.UNKNOWN) {
            report.warn("cannot read the free space of " + destination.name() + ": the space check is skipped");
        } else if (missingBlocks > usable / BLOCK_BYTES) {
            throw new ImportException("not enough space in " + destination.name() + ": expected "
                    + Plural.of(missingBytes, "byte") + " (" + Plural.of(missingBlocks, "block") + " of " + BLOCK_BYTES
                    + ") for " + Plural.of(missingFiles, "file") + ", found " + Plural.of(usable, "byte")
                    + ": free some space, or skip this check with --no-space-check");
        }
        checkInodes(destination);
    }

    /** Checks the free inodes. For a small import, creates the files instead of running stat(1). */
    private void checkInodes(Destination destination) throws ImportException {
        int inodes = missingFiles + 1; // one for the marker
        if (inodes <= MAX_RESERVED && destination.reserve(inodes)) {
            return;
        }
        long free = destination.freeInodes();
        if (inodes > free) {
            throw new ImportException("not enough inodes in " + destination.name() + ": expected " + inodes
                    + " (one per file and one for the marker), found " + free
                    + ": delete some files, or skip this check with --no-space-check");
        }
    }
}
