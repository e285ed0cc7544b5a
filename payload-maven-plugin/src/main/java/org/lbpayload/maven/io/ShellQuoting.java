// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

import java.util.List;

/** Quotes commands for POSIX shells (POSIX.1-2017, XCU 2.2). */
public final class ShellQuoting {

    private static final String SAFE_PUNCTUATION = "@%+:,./_-";

    private ShellQuoting() {}

    /**
     * Returns a command line that a shell splits into the given words. The result is a single line unless a word
     * contains line breaks.
     *
     * @param words the command and its arguments, without NUL characters
     */
    public static String quote(List<String> words) {
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            // An unquoted "=" would turn the first word into an assignment.
            boolean first = line.length() == 0;
            line.append(first ? "" : " ").append(isSafe(word, first ? "" : "=") ? word : inQuotes(word));
        }
        return line.toString();
    }

    private static String inQuotes(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static boolean isSafe(String word, String alsoSafe) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && SAFE_PUNCTUATION.indexOf(c) < 0 && alsoSafe.indexOf(c) < 0) {
                return false;
            }
        }
        return !word.isEmpty();
    }
}
