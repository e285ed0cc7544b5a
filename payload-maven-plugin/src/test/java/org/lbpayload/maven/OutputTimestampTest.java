// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lbpayload.maven.io.GoalException;

class OutputTimestampTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T00:00:00Z,      2026-11-22T00:00:00Z",
        "2026-11-22T01:30:00+01:30, 2026-11-22T00:00:00Z",
        "1000000000,                2001-09-09T01:46:40Z",
    })
    void readsTimeOrSeconds(String value, Instant expected) throws Exception {
        assertThat(OutputTimestamp.parse(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "x"})
    void usesDefaultWithoutValue(String value) throws Exception {
        assertThat(OutputTimestamp.parse(value)).isEqualTo(Instant.parse("1980-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-11-22", "99999999999999999999", "\u0661\u0662\u0663"})
    void refusesOtherText(String value) {
        assertThatThrownBy(() -> OutputTimestamp.parse(value))
                .isInstanceOf(GoalException.class)
                .hasMessageContaining("found \"" + value + "\"");
    }
}
