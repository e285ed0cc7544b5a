// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

import java.nio.file.Path;
import org.lbpayload.format.EntryName;

/**
 * A distfile that the steps before the import need, so it stands in the early root itself.
 *
 * @param name the name below {@code external/distfiles}
 * @param source the file to copy
 * @param sha256 the SHA-256 it must have, in lower-case hexadecimal
 */
public record EarlyDistfile(String name, Path source, String sha256) {

    /**
     * Takes the parts as they are.
     *
     * @throws IllegalArgumentException if a payload could not have the name either (FORMAT.md, "Names")
     */
    public EarlyDistfile {
        String problem = EntryName.problem(name);
        if (problem != null) {
            throw new IllegalArgumentException(
                    "'" + EntryName.printable(name) + "' cannot be a distfile: it is a name that " + problem);
        }
    }
}
