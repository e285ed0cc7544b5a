// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.time.Duration;
import java.util.Optional;

/** The rules for retrying a failed download. */
final class RetryPolicy {
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);

    /** The delay after a failed host name lookup, which Java caches for ten seconds. */
    private static final Duration UNKNOWN_HOST_DELAY = Duration.ofSeconds(11);

    private static final int UNKNOWN_HOST_ATTEMPTS = 2;

    private final int attempts;

    /** @param attempts the maximum number of attempts for each source */
    RetryPolicy(int attempts) {
        this.attempts = attempts;
    }

    /**
     * Returns the delay before the next attempt, or empty if the source must be abandoned.
     *
     * @param failures the number of failed attempts so far, at least 1
     */
    Optional<Duration> delay(SourceException failure, int failures) {
        int limit = switch (failure.kind()) {
            case PERMANENT -> 1;
            case UNKNOWN_HOST -> Math.min(UNKNOWN_HOST_ATTEMPTS, attempts);
            case TRANSIENT, UNREACHABLE -> attempts;
        };
        if (failures >= limit) {
            return Optional.empty();
        }
        if (failure.kind() == SourceException.Kind.UNKNOWN_HOST) {
            return Optional.of(UNKNOWN_HOST_DELAY);
        }
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(failures - 1, 10));
        return Optional.of(longer(shorter(delay, LONGEST_DELAY), shorter(failure.retryAfter(), LONGEST_RETRY_AFTER)));
    }

    /** Returns whether a retry can succeed after this status code (RFC 9110, section 15). */
    static boolean isTransient(int status) {
        return status == 408 || status == 429 || status >= 500;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
