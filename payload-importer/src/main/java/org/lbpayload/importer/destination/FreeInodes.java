// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.destination;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A query for the number of free inodes, which runs stat(1) because Java has no API for this number. */
public final class FreeInodes {
    /** The result if the number is unknown, or if the file system creates inodes on demand. */
    public static final long UNKNOWN = Long.MAX_VALUE;

    private FreeInodes() {}

    /** Returns the number of free inodes in the file system of {@code directory}, or {@link #UNKNOWN}. */
    static long in(File directory) {
        ProcessBuilder stat = new ProcessBuilder("stat", "-f", "-c", "%c %d", directory.getPath());
        stat.redirectErrorStream(true);
        try {
            Process process = stat.start();
            process.getOutputStream().close();
            byte[] text = new byte[64];
            int length = 0;
            try (InputStream in = process.getInputStream()) {
                int n = in.read(text);
                while (n > 0) {
                    length += n;
                    n = in.read(text, length, text.length - length);
                }
            }
            return parse(new String(text, 0, length, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return UNKNOWN; // stat(1) cannot be run
        }
    }

    /**
     * Parses the output of stat(1), which consists of the numbers of total and free inodes. Returns the number of free
     * inodes or {@link #UNKNOWN}.
     */
    static long parse(String output) {
        String text = output.trim();
        int space = text.indexOf(' ');
        if (space < 0) {
            return UNKNOWN;
        }
        try {
            long total = Long.parseLong(text.substring(0, space));
            long free = Long.parseLong(text.substring(space + 1));
            return total <= 0 ? UNKNOWN : free;
        } catch (NumberFormatException e) {
            return UNKNOWN; // an error message
        }
    }
}
