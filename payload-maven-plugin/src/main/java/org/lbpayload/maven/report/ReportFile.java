// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import java.util.List;
import java.util.Optional;
import org.lbpayload.maven.steps.Distfile;

/**
 * A file in the report. The text components are not trusted, so the page escapes all text.
 *
 * @param name the name of the file's entry
 * @param size the size in bytes
 * @param sha256 the checksum as 64 lower-case hexadecimal digits, or empty if it is unknown
 * @param origins the URLs or paths of the file, or the parameters that name it; empty if they are unknown
 */
public record ReportFile(String name, long size, Optional<String> sha256, List<String> origins, ImageKind kind) {
    /** @throws IllegalArgumentException if the size is negative or the checksum is malformed */
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
