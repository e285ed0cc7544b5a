// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.lbpayload.maven.io.GoalException;

/** {@code project.build.outputTimestamp}, as Maven's own plugins read it. */
final class OutputTimestamp {
    /** Where the project does not say: before everything, and still after what archives can carry. */
    private static final Instant DEFAULT = Instant.parse("1980-01-01T00:00:00Z");

    private OutputTimestamp() {}

    /**
     * Reads the property.
     *
     * @param value ISO 8601 with an offset, or seconds since 1970; null or a single character (which is how a child
     *     project switches it off) for the default
     */
    static Instant parse(String value) throws GoalException {
        if (value == null || value.length() < 2) {
            return DEFAULT;
        }
        try {
            boolean seconds = value.chars().allMatch(c -> c >= '0' && c <= '9');
            return seconds
                    ? Instant.ofEpochSecond(Long.parseLong(value))
                    : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException | NumberFormatException e) {
            throw new GoalException(
                    "project.build.outputTimestamp: expected a time such as 2026-11-22T00:00:00Z, or seconds since"
                            + " 1970, found \"" + value + "\": correct it",
                    e);
        }
    }
}
