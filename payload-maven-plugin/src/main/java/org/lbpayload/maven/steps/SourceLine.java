// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.stream.Collectors;
import org.lbpayload.format.EntryName;

/**
 * One line of a step's {@code sources} file: a distfile and one of its URLs.
 *
 * <p>live-bootstrap uses, or has used, these forms:
 *
 * <pre>
 * f URL SHA256 [NAME]                  also with "file" instead of "f"
 * g REPOSITORY~REF URL SHA256 [NAME]   also with "git" instead of "g"
 * URL SHA256 [NAME]                    until October 2025
 * git://REPOSITORY~REF URL SHA256 [NAME]
 * </pre>
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param url the URL, or empty if only mirrors have the distfile (written {@code _})
 */
record SourceLine(String name, String sha256, Optional<String> url, Location where) {
    private static final String BLANKS = " \t\n\u000B\f\r";
    private static final String FORMS =
            "expected 'f URL SHA256 [NAME]', 'g REPOSITORY~REF URL SHA256 [NAME]' or, as in older checkouts,"
                    + " 'URL SHA256 [NAME]' or 'git://REPOSITORY~REF URL SHA256 [NAME]'";

    /** Reads the sources file of a step. A step without a sources file needs no distfiles. */
    static List<SourceLine> readAll(Path stepDirectory) throws StepsException {
        Path file = stepDirectory.resolve("sources");
        List<String> lines = TextLines.read(file).orElse(List.of());
        List<SourceLine> all = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            parse(lines.get(i), new Location(file, i + 1)).ifPresent(all::add);
        }
        return all;
    }

    /**
     * Parses one line of a sources file. A {@code #} starts a comment only at the beginning of a line, because URLs can
     * contain the character.
     *
     * @return the parsed line, or empty if the line is blank or a comment
     */
    static Optional<SourceLine> parse(String line, Location where) throws StepsException {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return Optional.empty();
        }
        String[] words = split(text);
        int url = indexOfUrl(words[0]);
        if (words.length < url + 2 || words.length > url + 3 || !isUrlOrNone(words[url])) {
            throw new StepsException(where + ": " + FORMS + ", found " + quoted(text) + ": correct the line");
        }
        String sha256 = words[url + 1].toLowerCase(Locale.ROOT);
        if (!Distfile.isSha256(sha256)) {
            throw new StepsException(where + ": expected a SHA-256 of 64 hexadecimal digits after the URL, found "
                    + quoted(words[url + 1]) + ": correct the line");
        }
        boolean mirrorsOnly = words[url].equals("_");
        if (mirrorsOnly && words.length == url + 2) {
            throw new StepsException(
                    where + ": expected the distfile's name at the end, because the URL '_' contains no name,"
                            + " found " + quoted(text) + ": add the name");
        }
        String name = words.length == url + 3 ? words[url + 2] : lastPart(words[url]);
        String problem = EntryName.problem(name);
        if (problem != null) {
            throw new StepsException(where + ": expected a valid distfile name, found " + quoted(name) + ", which "
                    + problem + ": add another name at the end of the line");
        }
        return Optional.of(
                new SourceLine(name, sha256, mirrorsOnly ? Optional.empty() : Optional.of(words[url]), where));
    }

    private static String[] split(String text) {
        StringTokenizer tokens = new StringTokenizer(text, BLANKS);
        String[] words = new String[tokens.countTokens()];
        for (int i = 0; i < words.length; i++) {
            words[i] = tokens.nextToken();
        }
        return words;
    }

    private static int indexOfUrl(String first) {
        return switch (first) {
            case "f", "file" -> 1;
            case "g", "git" -> 2;
            default -> first.startsWith("git://") ? 1 : 0;
        };
    }

    private static boolean isUrlOrNone(String word) {
        return word.equals("_") || word.contains("://");
    }

    /**
     * Returns words in quotes for a message, with credentials removed. Any word of a malformed line can be a URL with
     * credentials.
     */
    private static String quoted(String words) {
        return TextLines.quoted(Arrays.stream(split(words)).map(ShownUrl::of).collect(Collectors.joining(" ")));
    }

    private static String lastPart(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
