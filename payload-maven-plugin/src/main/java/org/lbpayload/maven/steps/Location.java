// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import java.nio.file.Path;

/**
 * A line of a manifest or sources file.
 *
 * @param line the line number, starting at 1
 */
public record Location(Path file, int line) {
    /** Returns {@code file:line}, a form that editors and terminals turn into a link. */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
