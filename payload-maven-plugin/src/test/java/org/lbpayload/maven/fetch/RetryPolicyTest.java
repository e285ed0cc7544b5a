// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lbpayload.maven.fetch.SourceException.Kind;

class RetryPolicyTest {
    private final RetryPolicy policy = new RetryPolicy(9);

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "5, 16", "6, 30", "8, 30"})
    void doublesDelayUpToThirtySeconds(int failures, int seconds) {
        assertThat(policy.delay(SourceException.temporary("x", Duration.ZERO), failures))
                .contains(Duration.ofSeconds(seconds));
    }

    @Test
    void obeysRetryAfterUpToOneMinute() {
        assertThat(policy.delay(SourceException.temporary("x", Duration.ofSeconds(40)), 1))
                .contains(Duration.ofSeconds(40));
        assertThat(policy.delay(SourceException.temporary("x", Duration.ofHours(1)), 1))
                .contains(Duration.ofMinutes(1));
    }

    @Test
    void limitsAttemptsByKindOfFailure() {
        SourceException unknown = SourceException.noAnswer(Kind.UNKNOWN_HOST, "x", "http://x", null);
        assertThat(policy.delay(SourceException.permanent("x"), 1)).isEmpty();
        assertThat(policy.delay(unknown, 1)).contains(Duration.ofSeconds(11));
        assertThat(policy.delay(unknown, 2)).isEmpty();
        assertThat(policy.delay(SourceException.temporary("x", Duration.ZERO), 9))
                .isEmpty();
    }
}
