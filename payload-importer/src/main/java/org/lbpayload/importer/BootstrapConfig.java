// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;
import org.lbpayload.importer.report.ImportException;
import org.lbpayload.importer.report.Reason;

/** A reader of live-bootstrap's bootstrap.cfg, which contains one shell assignment per line. */
final class BootstrapConfig {
    private static final String VARIABLE = "PAYLOAD_REQUIRED";

    /** Matches a line that contains an assignment to {@link #VARIABLE}, but is not a comment. */
    private static final String LINE = "(?s)(?!\\s*#).*\\b" + VARIABLE + "=.*";

    /**
     * Matches a line that contains only the assignment and an optional comment. The second capturing group is the
     * value.
     */
    private static final String ASSIGNMENT =
            "(?s)\\s*(?:export\\s+)?" + VARIABLE + "=([\"']?)(\\w*)\\1\\s*+;?+\\s*+(?:(?<=[\\s;])#.*)?";

    private BootstrapConfig() {}

    /**
     * Returns whether the environment or the file requires a payload.
     *
     * @param file the path of bootstrap.cfg, or null to read only the environment
     * @throws ImportException if the file cannot be read, or a line contains more than the assignment
     */
    static boolean requiresPayload(Map<String, String> environment, @Nullable String file) throws ImportException {
        boolean isRequiredByFile = file != null && requiresPayload(file);
        return isRequiredByFile || "True".equals(environment.get(VARIABLE));
    }

    private static boolean requiresPayload(String file) throws ImportException {
        String name = EntryName.printable(file);
        Path path = Paths.get(file);
        String text;
        try {
            text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ImportException("cannot read " + name + ": " + Reason.of(e, path) + ": correct or omit --config");
        }
        boolean isTrue = false; // in a shell, the last assignment takes effect
        for (String line : text.split("\n")) {
            if (line.matches(ASSIGNMENT)) {
                isTrue = line.replaceFirst(ASSIGNMENT, "$2").equals("True");
            } else if (line.matches(LINE)) {
                throw new ImportException(name + ": expected only " + VARIABLE + "=VALUE on a line, found "
                        + EntryName.printable(line) + ": put everything else on other lines");
            }
        }
        return isTrue;
    }
}
