// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import java.nio.file.Path;

/**
 * Where in the steps something is said.
 *
 * @param file the manifest or sources file, as it was reached from the folder that was asked for
 * @param line the line in it, from 1
 */
public record Location(Path file, int line) {
    /** {@return {@code file:line}, the form editors and terminals make a link of} */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
