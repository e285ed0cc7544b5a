// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import java.util.List;
import org.lbpayload.format.EntryName;

/**
 * A source archive of the steps, pinned by its SHA-256.
 *
 * @param name the name in the distfiles directory and in a payload image
 * @param sha256 64 lower-case hexadecimal digits
 * @param urls the URLs of all {@code sources} lines with this name, without duplicates, in the order of the lines;
 *     empty if only mirrors have the distfile
 * @param definedAt the first {@code sources} line with this name
 */
public record Distfile(String name, String sha256, List<String> urls, Location definedAt) {
    private static final int SHA256_DIGITS = 64;

    /** @throws IllegalArgumentException if the name is not a valid entry name, or the SHA-256 is malformed */
    public Distfile {
        String problem = EntryName.problem(name);
        if (problem != null) {
            throw new IllegalArgumentException("name: " + EntryName.printable(name) + " " + problem);
        }
        if (!isSha256(sha256)) {
            throw new IllegalArgumentException("sha256: expected 64 lower-case hexadecimal digits for " + name);
        }
        urls = List.copyOf(urls);
    }

    /** Returns whether a text consists of 64 lower-case hexadecimal digits. */
    public static boolean isSha256(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return text.length() == SHA256_DIGITS;
    }
}
