// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.report;

import java.io.PrintStream;

/** The progress line on a terminal, which is overwritten in place. */
public final class TerminalLine {
    /** The maximum length of the line, which fits a terminal of 80 columns. */
    private static final int COLUMNS = 79;

    private static final long MEBIBYTE = 1024 * 1024;

    private final PrintStream out;
    private int shown;

    public TerminalLine(PrintStream out) {
        this.out = out;
    }

    void show(Progress progress, String current) {
        long copied = progress.copiedBytes();
        long rate = copied / progress.seconds();
        String line = copied / MEBIBYTE + "/" + progress.totalBytes() / MEBIBYTE + " MiB "
                + progress.percent() + "% " + rate / MEBIBYTE + " MiB/s "
                + left(progress.totalBytes() - copied, rate) + " left "
                + progress.label(current);
        overwrite(line.length() > COLUMNS ? line.substring(0, COLUMNS) : line);
        shown = Math.min(line.length(), COLUMNS);
    }

    /** Returns the remaining time in minutes and seconds, or dashes if nothing was copied yet. */
    private static String left(long bytes, long rate) {
        if (rate == 0) {
            return "-:--";
        }
        long left = bytes / rate;
        return left / 60 + ":" + (left % 60 < 10 ? "0" : "") + left % 60;
    }

    /** Erases the progress line so that an ordinary line can be printed. */
    void clear() {
        if (shown > 0) {
            overwrite("");
            out.print('\r');
            shown = 0;
        }
    }

    private void overwrite(String line) {
        StringBuilder text = new StringBuilder(COLUMNS + 1).append('\r').append(line);
        for (int i = line.length(); i < shown; i++) {
            text.append(' ');
        }
        out.print(text);
        out.flush();
    }
}
