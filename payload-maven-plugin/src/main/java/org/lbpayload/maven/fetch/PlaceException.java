// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.time.Duration;

/** One place did not serve a distfile. */
final class PlaceException extends Exception {
    private final boolean canPass;
    private final boolean unreachable;
    private final Duration retryAfter;

    private PlaceException(String reason, boolean canPass, boolean unreachable, Duration retryAfter, Throwable cause) {
        super(reason, cause);
        this.canPass = canPass;
        this.unreachable = unreachable;
        this.retryAfter = retryAfter;
    }

    /** It will be the same next time: ask elsewhere. */
    static PlaceException lasting(String reason) {
        return new PlaceException(reason, false, false, Duration.ZERO, null);
    }

    static PlaceException lasting(String reason, Throwable cause) {
        return new PlaceException(reason, false, false, Duration.ZERO, cause);
    }

    /** It may be better in a moment: ask again. */
    static PlaceException passing(String reason, Throwable cause) {
        return new PlaceException(reason, true, false, Duration.ZERO, cause);
    }

    /** The same, where the server says when. */
    static PlaceException passing(String reason, Duration retryAfter) {
        return new PlaceException(reason, true, false, retryAfter, null);
    }

    /** The host does not answer at all, and finding that out took a while. */
    static PlaceException unreachable(String reason, boolean canPass, Throwable cause) {
        return new PlaceException(reason, canPass, true, Duration.ZERO, cause);
    }

    boolean canPass() {
        return canPass;
    }

    boolean isUnreachable() {
        return unreachable;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
