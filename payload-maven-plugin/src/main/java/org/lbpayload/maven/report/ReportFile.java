// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import java.util.List;
import java.util.Optional;
import org.lbpayload.maven.steps.Distfile;

/**
 * A file that the report tells of. Its texts may hold anything: the page escapes them.
 *
 * @param name the name of its entry
 * @param size its bytes, 0 or more
 * @param sha256 64 lower-case hexadecimal digits; empty where it is not known
 * @param origins where it comes from, such as URLs or the parameter that names it; one a line, empty where it is not
 *     known
 * @param part which image carries it
 */
public record ReportFile(String name, long size, Optional<String> sha256, List<String> origins, Part part) {
    /** @throws IllegalArgumentException where the size is negative or the SHA-256 is none */
    public ReportFile {
        if (size < 0) {
            throw new IllegalArgumentException("size: expected 0 or more, found " + size);
        }
        if (sha256.isPresent() && !Distfile.isSha256(sha256.get())) {
            throw new IllegalArgumentException("sha256: expected 64 lower-case hexadecimal digits, found " + sha256);
        }
        origins = List.copyOf(origins);
    }
}
