// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies entries of one disk, verifies and commits them. */
final class Copier extends Work {
    private final Source source;
    private final int[] positions;
    private final Destination destination;
    private final boolean wantsSha256;
    private final Progress progress;
    private final Committer committer;

    /** What was begun and is not committed or handed on yet: few, as there are few threads. */
    private final List<FileCopy> unfinished = new ArrayList<>();

    private int next;

    private Copier(
            Source source, int[] positions, Destination destination, Report report, boolean sha256, Progress progress) {
        this.source = source;
        this.positions = positions;
        this.destination = destination;
        this.wantsSha256 = sha256;
        this.progress = progress;
        this.committer = new Committer(destination, report, this);
    }

    /**
     * @param positions the entries to copy
     * @param threads how many read and write at a time; with 1 the disk is read in order
     */
    static void copy(
            Source source,
            int[] positions,
            Destination destination,
            int threads,
            boolean wantsSha256,
            Progress progress,
            Report report)
            throws ImportException {
        Copier copier = new Copier(source, positions, destination, report, wantsSha256, progress);
        try {
            copier.finish(threads, source.largest(positions), report);
        } finally {
            copier.committer.finish();
            for (int i = 0; i < copier.unfinished.size(); i++) {
                copier.unfinished.get(i).discard();
            }
        }
        copier.rethrow();
    }

    @Override
    boolean step(ByteBuffer buffer) throws ImportException {
        FileCopy file;
        int part;
        synchronized (this) {
            file = choose();
            if (file == null) {
                return false;
            }
            part = file.takePart();
        }
        if (file.copy(part, buffer, destination, progress)) {
            committer.add(file);
            synchronized (this) {
                unfinished.remove(file);
            }
        }
        return true;
    }

    /**
     * The file to copy a part of: one that was begun and that nobody is at, since writers of one file wait for each
     * other; else a new one; else, so that no thread is idle, any; null where no part is left.
     */
    private @Nullable FileCopy choose() {
        FileCopy shared = null;
        for (int i = 0; i < unfinished.size(); i++) {
            FileCopy file = unfinished.get(i);
            if (file.hasPartsToTake()) {
                if (!file.isBusy()) {
                    return file;
                }
                shared = file;
            }
        }
        return next < positions.length ? begin() : shared;
    }

    private FileCopy begin() {
        FileCopy file = new FileCopy(source, positions[next++], wantsSha256);
        unfinished.add(file);
        return file;
    }
}
