// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import java.util.List;
import org.lbpayload.format.EntryName;

/**
 * A file that steps are built from, pinned by its SHA-256.
 *
 * @param name its name in the distfiles folder and in a payload image
 * @param sha256 64 lower-case hexadecimal digits
 * @param urls where it comes from besides mirrors: the URLs of all {@code sources} lines with this name, each once, in
 *     the order they were first read; empty where only mirrors have it
 * @param definedAt the first line that names it
 */
public record Distfile(String name, String sha256, List<String> urls, Location definedAt) {
    private static final int SHA256_DIGITS = 64;

    /**
     * @throws IllegalArgumentException where the name is none that a payload image can carry, or the SHA-256 is none
     */
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

    /**
     * {@return whether {@code text} is 64 lower-case hexadecimal digits} Without a regular expression, which would take
     * longer than all the rest of reading the steps.
     */
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
