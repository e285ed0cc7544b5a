// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import org.jspecify.annotations.Nullable;
import org.lbpayload.format.Entry;

/** What the user is told while an import goes on. Threads of all kinds call it. */
abstract class Report {
    private @Nullable Progress progress;

    /** After how many milliseconds {@link #progress} is worth calling again. */
    abstract long intervalMillis();

    /** Something worth knowing, on the way. */
    abstract void note(String message);

    /** Something that somebody ought to look into. */
    abstract void warn(String message);

    /** A disk is sound, and its files are going to be imported. */
    abstract void reading(Source source);

    /** Files are there that may be whole, and are going to be read. */
    final synchronized void verifying(int files, Progress newProgress) {
        progress = newProgress;
        note("verifying " + files + " files that are there");
    }

    /** What has to be done is known. */
    final synchronized void plan(Plan plan, Progress newProgress) {
        progress = newProgress;
        tellPlan(plan);
    }

    abstract void tellPlan(Plan plan);

    /**
     * A file is whole and verified, its content is on stable storage, and it has its name. The name is on stable
     * storage when the folder is synced, which is before {@link #done(String, Plan)}.
     */
    abstract void file(Entry entry);

    /** Time has passed. */
    final synchronized void progress() {
        Entry current = progress == null ? null : progress.current();
        if (progress != null && current != null) {
            tellProgress(progress, current);
        }
    }

    /** @param current the entry that was copied or verified last */
    abstract void tellProgress(Progress progress, Entry current);

    /** Everything is in the folder, verified and on stable storage. */
    abstract void done(String folder, Plan plan);

    /** There was nothing to do. */
    abstract void done(String folder, String why);

    /** The import failed. */
    abstract void error(String message, int exitCode);
}
