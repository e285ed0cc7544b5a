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
import org.lbpayload.maven.io.Reason;

/** A reader for the text files of a steps directory. */
final class TextLines {
    private static final int LONGEST_QUOTE = 120;

    private TextLines() {}

    /** Returns the lines of a file, or empty if the file does not exist. */
    static Optional<List<String>> read(Path file) throws StepsException {
        try {
            return Optional.of(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            throw new StepsException(file + " is not valid UTF-8: expected a text file of live-bootstrap", e);
        } catch (IOException e) {
            throw new StepsException(file + " cannot be read: " + Reason.of(e), e);
        }
    }

    /** Returns text in quotes for a message. Long text is shortened, and control characters are escaped. */
    static String quoted(String text) {
        boolean tooLong = text.codePointCount(0, text.length()) > LONGEST_QUOTE;
        String quote = tooLong ? text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE)) + "..." : text;
        return "'" + EntryName.printable(quote) + "'";
    }
}
