// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.time.Duration;
import java.util.Optional;

/** One place did not serve a distfile. */
final class PlaceException extends Exception {
    /** Java remembers for ten seconds that a name is not known; until then asking again is in vain. */
    private static final Duration NAME_FORGOTTEN = Duration.ofSeconds(11);

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final int attempts;
    private final Optional<String> unreachable;
    private final Duration retryAfter;

    private PlaceException(
            String reason, int attempts, Optional<String> unreachable, Duration retryAfter, Throwable cause) {
        super(reason, cause);
        this.attempts = attempts;
        this.unreachable = unreachable;
        this.retryAfter = retryAfter;
    }

    /** It will be the same next time: ask elsewhere. */
    static PlaceException lasting(String reason) {
        return lasting(reason, null);
    }

    static PlaceException lasting(String reason, Throwable cause) {
        return new PlaceException(reason, 1, Optional.empty(), Duration.ZERO, cause);
    }

    /** It may be better in a moment: ask again. */
    static PlaceException passing(String reason, Throwable cause) {
        return new PlaceException(reason, NO_LIMIT, Optional.empty(), Duration.ZERO, cause);
    }

    /** The same, where the server says when. */
    static PlaceException passing(String reason, Duration retryAfter) {
        return new PlaceException(reason, NO_LIMIT, Optional.empty(), retryAfter, null);
    }

    /** The host of {@code origin} does not answer at all, and finding that out took a while. */
    static PlaceException unreachable(String reason, String origin, Throwable cause) {
        return new PlaceException(reason, NO_LIMIT, Optional.of(origin), Duration.ZERO, cause);
    }

    /** Nobody knows the address of the host of {@code origin}, or the name server did not answer this once. */
    static PlaceException unresolved(String reason, String origin, Throwable cause) {
        return new PlaceException(reason, 2, Optional.of(origin), NAME_FORGOTTEN, cause);
    }

    /** {@return how often it makes sense to ask a place that fails like this} */
    int attempts() {
        return attempts;
    }

    /** {@return the origin whose host does not answer: that of the place, or of where it redirects to} */
    Optional<String> unreachable() {
        return unreachable;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
