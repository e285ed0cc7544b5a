// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryName;

/** Lines for people: one a file, as the reference importer prints them, or on a terminal one that changes. */
final class TextReport extends Report {
    private static final String PREFIX = "payload-import: ";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean quiet;
    private final @Nullable TerminalLine terminal;

    /** @param terminal null where there is none */
    TextReport(PrintStream out, PrintStream err, boolean quiet, @Nullable TerminalLine terminal) {
        this.out = out;
        this.err = err;
        this.quiet = quiet;
        this.terminal = terminal;
    }

    @Override
    long intervalMillis() {
        return terminal == null || quiet ? 10_000 : 200;
    }

    @Override
    synchronized void note(String message) {
        if (!quiet) {
            print(out, message);
        }
    }

    @Override
    synchronized void warn(String message) {
        print(err, message);
    }

    @Override
    synchronized void reading(Source source) {
        note("reading " + source.image().index().entries().size() + " files from " + source.name());
        if (source.checksums() == null) {
            note(source.name() + " has no checksums: the content of its files cannot be verified");
        }
    }

    @Override
    void tellPlan(Plan plan) {
        if (plan.presentFiles() > 0) {
            note(plan.presentFiles() + " files are there and whole, " + plan.missingFiles() + " are to be copied");
        }
    }

    @Override
    synchronized void file(Entry entry) {
        if (!quiet && terminal == null) {
            print(out, EntryName.printable(entry.name()));
        }
    }

    @Override
    void tellProgress(Progress progress, Entry current) {
        if (quiet) {
            return;
        }
        if (terminal != null) {
            terminal.show(progress, current);
            return;
        }
        print(
                out,
                progress.label(current) + " ..., " + progress.copiedBytes() + " of " + progress.totalBytes()
                        + " bytes, " + progress.percent() + "%");
    }

    @Override
    synchronized void done(String folder, Plan plan) {
        note("done, " + plan.missingFiles() + " files of " + plan.missingBytes() + " bytes copied to " + folder + ", "
                + plan.presentFiles() + " were there");
    }

    @Override
    synchronized void done(String folder, String why) {
        note("nothing to do for " + EntryName.printable(folder) + ": " + why);
    }

    @Override
    synchronized void error(String message, int exitCode) {
        print(err, message);
    }

    private void print(PrintStream stream, String message) {
        if (terminal != null) {
            terminal.clear();
        }
        // Not println, which converts by classes that are slow where Java has just been started.
        byte[] line = (PREFIX + message + "\n").getBytes(StandardCharsets.UTF_8);
        stream.write(line, 0, line.length);
    }
}
