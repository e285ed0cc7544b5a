// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.nio.file.Path;
import java.util.Optional;
import org.lbpayload.maven.steps.Distfile;

/**
 * A file to pack.
 *
 * @param name the name of the entry, which is validated when the image is built
 * @param path the file, or a symbolic link to the file
 * @param origin the parameter that names the file, such as {@code <files>} or {@code <fileList> external.list:3}, for
 *     messages
 * @param sha256 the pinned SHA-256 as 64 lower-case hexadecimal digits; empty if any content is accepted
 */
public record ImageSource(String name, Path path, String origin, Optional<String> sha256) {
    /**
     * Returns a source that is packed under its file name and has no pinned SHA-256.
     *
     * @throws ImageException if the name is not valid UTF-8
     */
    public static ImageSource of(Path path, String origin) throws ImageException {
        return new ImageSource(FileName.of(path, origin), path, origin, Optional.empty());
    }

    /**
     * Returns the source of a distfile, whose SHA-256 is pinned.
     *
     * @param directory the directory that contains the distfiles
     * @throws ImageException if the name is not valid in the encoding of the locale
     */
    public static ImageSource of(Distfile distfile, Path directory) throws ImageException {
        String origin = "<stepsDirectories> " + distfile.definedAt();
        Path path = directory.resolve(LocalePath.of(distfile));
        return new ImageSource(distfile.name(), path, origin, Optional.of(distfile.sha256()));
    }
}
