// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.lbpayload.format.EntryName;
import org.lbpayload.maven.steps.Distfile;

/**
 * A utility that converts configuration values to paths. Java supports only paths in the encoding of the locale, which
 * is ASCII in the C locale.
 */
public final class LocalePath {
    private LocalePath() {}

    /**
     * Returns the path that a parameter names.
     *
     * @param file the value of the parameter; null for an empty element of a list
     * @param origin the parameter, for the message
     * @throws ImageException if there is no path, or the path is invalid
     */
    public static Path of(File file, String origin) throws ImageException {
        if (file == null) {
            throw new ImageException(origin
                    + ": expected a path in each element, found an empty element: remove the element, or name a path");
        }
        return of(file.getPath(), origin);
    }

    /**
     * Returns the path of a distfile relative to the distfiles directory.
     *
     * @throws ImageException if the name is not a valid path
     */
    public static Path of(Distfile distfile) throws ImageException {
        return of(distfile.name(), "<stepsDirectories> " + distfile.definedAt());
    }

    /**
     * Converts a text to a path.
     *
     * @param origin the parameter or file that contains the text, for the message
     * @throws ImageException if the text is not a valid path
     */
    public static Path of(String text, String origin) throws ImageException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new ImageException(
                    origin + ": \"" + EntryName.printable(text)
                            + "\" is not a valid path in the encoding of this"
                            + " locale: correct it, or set LC_ALL to a UTF-8 locale such as C.UTF-8",
                    e);
        }
    }
}
