// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import java.util.List;

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
    public Distfile {
        urls = List.copyOf(urls);
    }
}
