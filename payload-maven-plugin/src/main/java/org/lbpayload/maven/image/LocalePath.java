// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.lbpayload.format.EntryName;

/** Paths as users write them. Java knows only those that the locale's encoding has: in the C locale, ASCII. */
public final class LocalePath {
    private LocalePath() {}

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
