// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;
import org.lbpayload.importer.report.ImportException;
import org.lbpayload.importer.report.Reason;

/** Reads live-bootstrap's bootstrap.cfg, which contains one shell assignment per line. */
final class BootstrapConfig {
    private static final String VARIABLE = "PAYLOAD_REQUIRED";

    private BootstrapConfig() {}

    /**
     * Returns whether the environment or the file requires a payload.
     *
     * @param file the path of bootstrap.cfg, or null to read only the environment; a missing file requires no payload
     */
    static boolean requiresPayload(Map<String, String> environment, @Nullable String file) throws ImportException {
        if ("True".equals(environment.get(VARIABLE))) {
            return true;
        }
        if (file == null) {
            return false;
        }
        Path path = Paths.get(file);
        String text;
        try {
            text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            if (Files.isSymbolicLink(path)) {
                throw new ImportException("cannot read " + EntryName.printable(file) + ": " + Reason.of(e, path));
            }
            return false;
        } catch (IOException e) {
            throw new ImportException("cannot read " + EntryName.printable(file), e);
        }
        return isTrue(text);
    }

    /** Returns whether the last assignment of the variable is True. In a shell, the last assignment takes effect. */
    private static boolean isTrue(String text) {
        boolean isTrue = false;
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            String line = text.substring(start, end).trim();
            if (line.startsWith("export ")) {
                line = line.substring("export ".length()).trim();
            }
            if (line.startsWith(VARIABLE + "=")) {
                isTrue = unquoted(line.substring(VARIABLE.length() + 1)).equals("True");
            }
            start = end + 1;
        }
        return isTrue;
    }

    private static String unquoted(String value) {
        char quote = value.isEmpty() ? 0 : value.charAt(0);
        if (quote == '"' || quote == '\'') {
            int end = value.indexOf(quote, 1);
            return end < 0 ? value : value.substring(1, end);
        }
        int end = 0;
        while (end < value.length() && !Character.isWhitespace(value.charAt(end)) && value.charAt(end) != ';') {
            end++;
        }
        return value.substring(0, end);
    }
}
