// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * How many files a file system still takes. The Java platform does not tell, but stat(1) does (statfs(2), f_ffree),
 * where there is one.
 */
final class FreeInodes {
    /** As good as no limit. */
    static final long UNKNOWN = Long.MAX_VALUE;

    private FreeInodes() {}

    /** Free inodes, or {@link #UNKNOWN} where nobody tells or the file system makes inodes as it needs them. */
    static long in(File folder) {
        ProcessBuilder stat = new ProcessBuilder("stat", "-f", "-c", "%c %d", folder.getPath());
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
            return UNKNOWN; // no such program
        }
    }

    /** @param totalAndFree what stat printed */
    static long parse(String totalAndFree) {
        String text = totalAndFree.trim();
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
