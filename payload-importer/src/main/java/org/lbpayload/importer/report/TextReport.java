// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.report;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;

/**
 * A report that prints text for people. The report has one line per file, like the output of live-bootstrap's importer.
 * On a terminal, the report has a single progress line instead.
 */
public final class TextReport extends Report {
    private static final String PREFIX = "payload-import: ";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean quiet;
    private final @Nullable TerminalLine terminal;

    /**
     * Creates a report.
     *
     * @param quiet whether only warnings and errors are printed
     * @param terminal the progress line, or null if {@code out} is not a terminal
     */
    public TextReport(PrintStream out, PrintStream err, boolean quiet, @Nullable TerminalLine terminal) {
        this.out = out;
        this.err = err;
        this.quiet = quiet;
        this.terminal = terminal;
    }

    @Override
    public long intervalMillis() {
        return terminal == null || quiet ? 10_000 : 200;
    }

    @Override
    public synchronized void note(String message) {
        if (!quiet) {
            print(out, message);
        }
    }

    @Override
    public synchronized void warn(String message) {
        print(err, "warning: " + message);
    }

    @Override
    public void image(String location, String layout, int entries, @Nullable String payloadId) {
        note("reading " + Plural.of(entries, "file") + " from " + location);
    }

    @Override
    void printPlan(int existingFiles, int missingFiles, long missingBytes) {
        if (existingFiles > 0) {
            note(Plural.of(existingFiles, "file") + " already present, " + missingFiles + " to copy");
        }
    }

    @Override
    public synchronized void file(String name, long bytes) {
        if (!quiet && terminal == null) {
            print(out, EntryName.printable(name));
        }
    }

    @Override
    void printProgress(Progress progress, String current) {
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
    public void done(String destination, int existingFiles, int copiedFiles, long copiedBytes) {
        note("done: " + Plural.of(copiedFiles, "file") + " (" + Plural.of(copiedBytes, "byte") + ") copied to "
                + EntryName.printable(destination) + ", " + existingFiles + " already present");
    }

    @Override
    public void nothingToDo(String destination, String reason) {
        note("nothing to do for " + EntryName.printable(destination) + ": " + reason);
    }

    @Override
    public synchronized void error(String message, ExitCode exitCode) {
        print(err, message);
    }

    private void print(PrintStream stream, String message) {
        if (terminal != null) {
            terminal.clear();
        }
        stream.print(PREFIX + message + "\n");
        stream.flush();
    }
}
