// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lbpayload.format.EntryName;

/** Reads the small text files of a steps folder, and quotes what stands in them. */
final class TextLines {
    private static final int LONGEST_QUOTE = 120;

    private TextLines() {}

    /** {@return the lines of {@code file}, or empty where there is no such file} */
    static Optional<List<String>> read(Path file) throws StepsException {
        try {
            return Optional.of(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            throw new StepsException(file + ": not valid UTF-8; expected a text file of live-bootstrap", e);
        } catch (IOException e) {
            throw new StepsException(file + ": cannot be read: " + e, e);
        }
    }

    /** Text out of a file for a message: without what a terminal would obey, and not without end. */
    static String quoted(String text) {
        boolean tooLong = text.codePointCount(0, text.length()) > LONGEST_QUOTE;
        String quote = tooLong ? text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE)) + "..." : text;
        return "'" + EntryName.printable(quote) + "'";
    }
}
