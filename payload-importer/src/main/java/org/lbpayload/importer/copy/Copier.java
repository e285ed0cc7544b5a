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

/** A copier that copies entries of one image in several threads. */
public final class Copier {
    private final OpenImage image;
    private final int[] positions;
    private final Destination destination;
    private final Verification verification;
    private final Progress progress;
    private final Committer committer;

    /** The copies that were not passed to the committer yet, at most one per thread. */
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
     * Copies, verifies and commits entries of an image.
     *
     * @param positions the positions of the entries in the index, in the order of the image
     * @param threads the number of threads; a single thread reads the image in order
     * @throws ImportException if an entry cannot be copied, verified or committed; the files of all verified entries
     *     are still committed
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
     * Returns the file whose next part must be copied, or null if no part is left. Prefers an unfinished file that no
     * other thread writes to, because threads that write to the same file block each other. The second choice is a new
     * file, and the last choice is any unfinished file.
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
