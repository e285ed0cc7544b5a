// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.lbpayload.format.EntryName;
import org.lbpayload.maven.steps.Distfile;

/** Paths as users write them. Java knows only those that the locale's encoding has: in the C locale, ASCII. */
public final class LocalePath {
    private LocalePath() {}

    /**
     * The path that a parameter names.
     *
     * @param file null where an element of a list is empty
     * @param origin the parameter, for the message
     * @throws ImageException where there is none, or Java cannot have it
     */
    public static Path of(File file, String origin) throws ImageException {
        if (file == null) {
            throw new ImageException(
                    origin + ": expected a path in each element, found an empty one: remove it, or name a path");
        }
        return of(file.getPath(), origin);
    }

    /**
     * The path, relative to whichever folder has it, of a distfile of the steps.
     *
     * @throws ImageException where Java cannot have it
     */
    public static Path of(Distfile distfile) throws ImageException {
        return of(distfile.name(), "<stepsDirectories> " + distfile.definedAt());
    }

    /**
     * The path that {@code text} says.
     *
     * @param origin what says it, for the message
     * @throws ImageException where Java cannot have it
     */
    public static Path of(String text, String origin) throws ImageException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new ImageException(
                    origin + ": \"" + EntryName.printable(text)
                            + "\" is no path in the encoding of this locale: correct"
                            + " it, or set LC_ALL to a UTF-8 locale such as C.UTF-8",
                    e);
        }
    }
}
