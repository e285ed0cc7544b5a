// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lbpayload.format.EntryName;
import org.lbpayload.maven.io.Reason;

/**
 * A text file in UTF-8 with a line {@code <name> <path>} for each file to pack. The name ends at the first blank or
 * tab, and the path continues to the end of the line. Blanks and tabs around the name and the path are ignored, as are
 * empty lines. A relative path is relative to the directory of the list.
 */
public final class FileList {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private FileList() {}

    /**
     * Reads a list.
     *
     * @throws ImageException if the list cannot be read or a line is malformed
     */
    public static List<ImageSource> read(Path list) throws ImageException {
        List<String> lines;
        try {
            lines = Files.readAllLines(list, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new ImageException("<fileList>: " + list + " is not valid UTF-8: convert the list to UTF-8", e);
        } catch (IOException e) {
            throw new ImageException(
                    "<fileList>: cannot read " + list + ": " + Reason.of(e, list)
                            + "; expected a text file with a line \"<name> <path>\" for each file to pack",
                    e);
        }
        if (!lines.isEmpty() && lines.get(0).startsWith(BYTE_ORDER_MARK)) {
            throw new ImageException("<fileList>: " + list + ": expected \"<name> <path>\", found a byte order mark at"
                    + " the start: save the list as UTF-8 without a byte order mark");
        }
        List<ImageSource> sources = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = strip(lines.get(i));
            if (!line.isEmpty()) {
                sources.add(parse(line, list, list + ":" + (i + 1)));
            }
        }
        return sources;
    }

    private static ImageSource parse(String line, Path list, String where) throws ImageException {
        int end = 0;
        while (end < line.length() && !isBlank(line.charAt(end))) {
            end++;
        }
        String path = strip(line.substring(end));
        if (path.isEmpty()) {
            throw malformed(line, where);
        }
        Path file = list.toAbsolutePath().resolveSibling(LocalePath.of(path, "<fileList>: " + where));
        return new ImageSource(line.substring(0, end), file, "<fileList> " + where, Optional.empty());
    }

    private static ImageException malformed(String line, String where) {
        return new ImageException("<fileList>: " + where + ": expected \"<name> <path>\", found \""
                + EntryName.printable(line) + "\": separate the name and the path with a blank");
    }

    private static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** Returns whether a character is a blank or a tab. Other white space can be part of a name. */
    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
