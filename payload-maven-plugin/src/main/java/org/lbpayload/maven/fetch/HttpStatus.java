// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.net.http.HttpResponse;
import java.time.Duration;

/** What a status code means for fetching (RFC 9110, section 15). */
final class HttpStatus {
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);

    private HttpStatus() {}

    static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    static PlaceException failure(HttpResponse<?> response) {
        int status = response.statusCode();
        return switch (status) {
            case 401 -> PlaceException.lasting("answered 401: it wants other credentials or any at all");
            case 407 ->
                PlaceException.lasting(
                        "the proxy answered 407: it wants other credentials or any at all; for https URLs they are sent only"
                                + " with -Djdk.http.auth.tunneling.disabledSchemes=");
            case 404, 410 -> PlaceException.lasting("answered " + status + ": it does not have it");
            case 408, 429 -> PlaceException.passing("answered " + status, retryAfter(response));
            default ->
                status >= 500
                        ? PlaceException.passing("answered " + status, retryAfter(response))
                        : PlaceException.lasting("answered " + status);
        };
    }

    /** How long the server wants to be left alone, where it says so in seconds; not believed beyond a minute. */
    private static Duration retryAfter(HttpResponse<?> response) {
        String seconds = response.headers().firstValue("Retry-After").orElse("");
        if (!seconds.matches("\\d{1,9}")) {
            return Duration.ZERO;
        }
        Duration wait = Duration.ofSeconds(Long.parseLong(seconds));
        return wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait;
    }
}
