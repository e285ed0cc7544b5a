// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Copies entries of one disk, verifies and commits them. */
final class Copier extends Work {
    private final Source source;
    private final int[] positions;
    private final Destination destination;
    private final boolean wantsSha256;
    private final Progress progress;
    private final Committer committer;

    /** What was begun and not handed on: few, as there are few threads. */
    private final List<FileCopy> unfinished = new ArrayList<>();

    private int next;
    private FileCopy current;
    private int nextPart;

    private Copier(
            Source source, int[] positions, Destination destination, Report report, boolean sha256, Progress progress) {
        this.source = source;
        this.positions = positions;
        this.destination = destination;
        this.wantsSha256 = sha256;
        this.progress = progress;
        this.committer = new Committer(destination, report, this, positions.length);
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
        copier.committer.start();
        try {
            copier.finish(threads, report);
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
            if (current == null && !begin()) {
                return false;
            }
            file = current;
            part = nextPart++;
            if (nextPart == file.parts()) {
                current = null;
            }
        }
        if (file.copy(part, buffer, destination, progress)) {
            synchronized (this) {
                unfinished.remove(file);
            }
            committer.add(file);
        }
        return true;
    }

    private boolean begin() throws ImportException {
        if (next == positions.length) {
            return false;
        }
        int position = positions[next++];
        Path target = destination.path(source.entry(position).name());
        current = new FileCopy(source, position, target, wantsSha256);
        nextPart = 0;
        unfinished.add(current);
        progress.begin(current.entry());
        return true;
    }
}
