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
 * A text file that lists what to pack: {@code <name> <path>} a line, in UTF-8. The name ends at the first blank or tab,
 * the path goes to the end of the line; blanks and tabs around either are ignored, and so are empty lines: as the
 * shell's {@code read -r name path} takes them. A relative path counts from the folder that the list is in.
 */
public final class FileList {
    private FileList() {}

    /**
     * Reads a list.
     *
     * @throws ImageException where the list cannot be read or a line is malformed
     */
    public static List<ImageSource> read(Path list) throws ImageException {
        List<String> lines;
        try {
            lines = Files.readAllLines(list, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new ImageException("<fileList>: " + list + " is not valid UTF-8: save it in that encoding", e);
        } catch (IOException e) {
            throw new ImageException(
                    "<fileList>: " + list + " cannot be read: " + Reason.of(e)
                            + "; expected a text file with a line \"<name> <path>\" for each file to pack",
                    e);
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
                + EntryName.printable(line) + "\": write both, with a blank between them");
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

    /** Not {@link String#strip}: that would take characters away that are part of a name. */
    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
