// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.lbpayload.maven.io.GoalException;

/** A parser for {@code project.build.outputTimestamp} that accepts the same values as Maven's own plugins. */
final class OutputTimestamp {
    /** The default time, which is the earliest time that zip archives can store. */
    private static final Instant DEFAULT = Instant.parse("1980-01-01T00:00:00Z");

    private OutputTimestamp() {}

    /**
     * Parses the property.
     *
     * @param value an ISO 8601 time with a UTC offset, or seconds since 1970. The default time is used if the value is
     *     null or shorter than two characters. A single character disables an inherited value
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
