// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryName;

/** What of a payload is to be copied to a folder: all but the files that are there and whole. */
final class Plan {
    /** What a file system takes for a file at the least. */
    private static final long BLOCK_BYTES = 4096;

    /**
     * So many files may be open together where the limit is 1024, which is usual. To make them takes no time, since
     * they are going to be made anyway; to ask for free inodes takes longer than to copy them.
     */
    private static final int MAX_RESERVED = 400;

    private final int[][] missing;
    private int presentFiles;
    private int missingFiles;
    private long missingBytes;
    private long missingBlocks;

    private Plan(int sources) {
        missing = new int[sources][];
    }

    /**
     * Looks at every place that is to be written, and into files of the right size for the right content.
     *
     * @throws ImportException where a place cannot be written because a folder is there, or is another's
     */
    static Plan make(Payload payload, Destination destination, int threads, boolean sha256, Report report)
            throws ImportException {
        if (destination.ignoresCase()) {
            payload.checkNamesWithoutCase(destination);
        }
        Plan plan = new Plan(payload.sources().size());
        for (int s = 0; s < plan.missing.length; s++) {
            Source source = payload.sources().get(s);
            int[] positions = payload.positions(s);
            boolean[] whole = new boolean[positions.length];
            int candidates = 0;
            long bytes = 0;
            for (int i = 0; i < positions.length; i++) {
                Entry entry = source.entry(positions[i]);
                plan.count(entry, 1); // until it is found whole
                whole[i] = mayBeWhole(entry, destination);
                candidates += whole[i] ? 1 : 0;
                bytes += whole[i] ? entry.size() : 0;
            }
            if (candidates > 0) {
                Progress progress = new Progress(true, bytes);
                report.verifying(candidates, progress);
                int workers = Math.min(threads, candidates);
                WholeFiles.verify(source, positions, whole, destination, workers, sha256, progress, report);
            }
            plan.add(s, source, positions, whole);
        }
        return plan;
    }

    private static boolean mayBeWhole(Entry entry, Destination destination) throws ImportException {
        if (destination.wasEmpty()) {
            destination.checkName(entry.name());
            return false;
        }
        Path path = destination.path(entry.name());
        BasicFileAttributes file;
        try {
            file = Destination.attributes(path);
        } catch (IOException e) {
            throw new ImportException("cannot look at " + EntryName.printable(path.toString()), e);
        }
        if (file != null && file.isDirectory()) {
            throw new ImportException("there is a folder at " + EntryName.printable(path.toString())
                    + ", where a file of " + entry.size() + " bytes is to be: remove it");
        }
        return file != null && file.isRegularFile() && file.size() == entry.size();
    }

    private void add(int s, Source source, int[] positions, boolean[] whole) {
        int[] taken = new int[positions.length];
        int count = 0;
        for (int i = 0; i < positions.length; i++) {
            if (whole[i]) {
                presentFiles++;
                count(source.entry(positions[i]), -1);
            } else {
                taken[count++] = positions[i];
            }
        }
        missing[s] = Arrays.copyOf(taken, count);
    }

    /** Adds an entry to what is missing, or takes it out again. */
    private void count(Entry entry, int files) {
        long size = entry.size();
        missingFiles += files;
        missingBytes += files * size;
        missingBlocks += files * (size / BLOCK_BYTES + (size % BLOCK_BYTES == 0 ? 0 : 1));
    }

    /** Positions of the entries to copy from this source. */
    int[] missing(int source) {
        return missing[source];
    }

    /** Files that are there and whole. */
    int presentFiles() {
        return presentFiles;
    }

    /** Files to copy. */
    int missingFiles() {
        return missingFiles;
    }

    /** Bytes to copy. */
    long missingBytes() {
        return missingBytes;
    }

    /**
     * Makes sure that the file system has room, and takes inodes where that is the way to find out. Old files that will
     * be replaced count as in the way: they are until the new ones are whole.
     */
    void checkSpace(Destination destination) throws ImportException {
        if (missingFiles == 0) {
            return;
        }
        long usable = destination.usableBytes();
        if (missingBlocks > usable / BLOCK_BYTES) {
            throw new ImportException("not enough space in " + destination.name() + ": expected " + missingBytes
                    + " bytes in " + missingBlocks + " blocks of " + BLOCK_BYTES + " for " + missingFiles
                    + " files, found " + usable + " bytes: make room, or try anyway with --no-space-check");
        }
        int inodes = missingFiles + 1; // the marker's
        if (inodes <= MAX_RESERVED && destination.reserve(inodes)) {
            return;
        }
        long free = destination.freeInodes();
        if (inodes > free) {
            throw new ImportException("not enough inodes in " + destination.name() + ": expected " + inodes
                    + ", one an entry and one for the marker, found " + free
                    + ": make room, or try anyway with --no-space-check");
        }
    }
}
