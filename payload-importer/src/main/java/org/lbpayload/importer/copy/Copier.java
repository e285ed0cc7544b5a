// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.copy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lbpayload.importer.destination.Destination;
import org.lbpayload.importer.disk.OpenImage;
import org.lbpayload.importer.report.ImportException;
import org.lbpayload.importer.report.Progress;
import org.lbpayload.importer.report.Report;

/** Copies, verifies and commits entries of one image. */
public final class Copier {
    private final OpenImage image;
    private final int[] positions;
    private final Destination destination;
    private final Verification verification;
    private final Progress progress;
    private final Committer committer;

    /** Copies that are not yet given to the committer; there are at most as many as threads. */
    private final List<EntryCopy> unfinished = new ArrayList<>();

    private int next;

    private Copier(
            OpenImage image,
            int[] positions,
            Destination destination,
            Verification verification,
            Progress progress,
            Committer committer) {
        this.image = image;
        this.positions = positions;
        this.destination = destination;
        this.verification = verification;
        this.progress = progress;
        this.committer = committer;
    }

    /**
     * Copies entries.
     *
     * @param positions the positions of the entries in the index
     * @param threads the number of threads; one thread reads the image in order
     */
    public static void copy(
            OpenImage image,
            int[] positions,
            Destination destination,
            int threads,
            Verification verification,
            Progress progress,
            Report report)
            throws ImportException {
        FirstFailure failure = new FirstFailure();
        Committer committer = new Committer(destination, report, failure);
        Copier copier = new Copier(image, positions, destination, verification, progress, committer);
        try {
            WorkerPool.run(copier::copyPart, threads, image.largest(positions), failure, report);
        } finally {
            committer.finish();
            for (EntryCopy file : copier.unfinished) {
                file.discard();
            }
        }
        failure.rethrow();
    }

    private boolean copyPart(ByteBuffer buffer) throws ImportException {
        EntryCopy file;
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
     * Returns the file to copy a part of, or null if no part is left. A file that no other thread writes to comes
     * first, because writers of the same file block each other. A new file comes next, and any unfinished file last.
     */
    private @Nullable EntryCopy choose() {
        EntryCopy shared = null;
        for (EntryCopy file : unfinished) {
            if (file.hasPartsToTake()) {
                if (!file.isBusy()) {
                    return file;
                }
                shared = file;
            }
        }
        return next < positions.length ? begin() : shared;
    }

    private EntryCopy begin() {
        EntryCopy file = new EntryCopy(image, positions[next++], verification);
        unfinished.add(file);
        return file;
    }
}
