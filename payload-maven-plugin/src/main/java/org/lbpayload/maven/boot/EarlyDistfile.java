// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

import java.nio.file.Path;

/**
 * A distfile that the steps before the import need, so it stands in the early root itself.
 *
 * @param name the name below {@code external/distfiles}, a single path element
 * @param source the file to copy
 * @param sha256 the SHA-256 it must have, in lower-case hexadecimal
 */
public record EarlyDistfile(String name, Path source, String sha256) {

    /**
     * Takes the parts as they are.
     *
     * @throws IllegalArgumentException if the name would not stand right in {@code external/distfiles}
     */
    public EarlyDistfile {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("distfile name '" + name + "' is not a plain file name");
        }
    }
}
