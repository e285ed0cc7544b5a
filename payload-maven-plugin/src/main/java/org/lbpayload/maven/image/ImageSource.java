// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is to be packed.
 *
 * @param name the name of its entry; checked against the rule for names when the image is built
 * @param path the file; a symbolic link to it will do
 * @param origin which parameter asked for it, such as {@code <files>} or {@code <fileList> external.list:3}: messages
 *     begin with it
 * @param sha256 what its content must be, as 64 lower-case hexadecimal digits; empty where any content will do
 */
public record ImageSource(String name, Path path, String origin, Optional<String> sha256) {
    /**
     * A file that is packed under its own name, whatever it holds.
     *
     * @throws ImageException where the name is not valid UTF-8
     */
    public static ImageSource of(Path path, String origin) throws ImageException {
        return new ImageSource(FileName.of(path, origin), path, origin, Optional.empty());
    }
}
