// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.time.Duration;
import java.util.Optional;

/**
 * Thrown when a source fails to deliver a distfile. {@link RetryPolicy} uses the {@link Kind} to decide whether to
 * retry the download.
 */
final class SourceException extends Exception {
    /** The kind of a failure. */
    enum Kind {
        /** The next attempt would fail in the same way. */
        PERMANENT,
        /** The next attempt can succeed. */
        TRANSIENT,
        /** The host name could not be resolved. */
        UNKNOWN_HOST,
        /** The host did not answer before the timeout. */
        UNREACHABLE
    }

    private final Kind kind;
    private final Optional<String> origin;
    private final Duration retryAfter;

    private SourceException(Kind kind, String reason, Optional<String> origin, Duration retryAfter, Throwable cause) {
        super(reason, cause);
        this.kind = kind;
        this.origin = origin;
        this.retryAfter = retryAfter;
    }

    static SourceException permanent(String reason) {
        return permanent(reason, null);
    }

    static SourceException permanent(String reason, Throwable cause) {
        return new SourceException(Kind.PERMANENT, reason, Optional.empty(), Duration.ZERO, cause);
    }

    static SourceException temporary(String reason, Throwable cause) {
        return new SourceException(Kind.TRANSIENT, reason, Optional.empty(), Duration.ZERO, cause);
    }

    /** Creates a transient failure. The download is retried only after {@code retryAfter} has passed. */
    static SourceException temporary(String reason, Duration retryAfter) {
        return new SourceException(Kind.TRANSIENT, reason, Optional.empty(), retryAfter, null);
    }

    /**
     * Creates an exception for an origin whose host is unknown or does not answer.
     *
     * @param origin the origin, which can be the target of a redirect
     */
    static SourceException noAnswer(Kind kind, String reason, String origin, Throwable cause) {
        return new SourceException(kind, reason, Optional.of(origin), Duration.ZERO, cause);
    }

    Kind kind() {
        return kind;
    }

    /** Returns the origin whose host is unknown or does not answer, or empty for other failures. */
    Optional<String> silentOrigin() {
        return origin;
    }

    /** Returns the delay that the server requests before the next attempt, or zero. */
    Duration retryAfter() {
        return retryAfter;
    }
}
