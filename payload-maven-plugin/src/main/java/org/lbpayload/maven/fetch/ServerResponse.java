// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lbpayload.maven.io.Printable;
import org.lbpayload.maven.io.Reason;

/**
 * The response of a server, with methods that interpret the status and the headers.
 *
 * @param url the URL that was requested, which can be the target of a redirect
 * @param exchange the request and its response
 * @param stallTimeout the maximum time to wait for the next byte of the body
 */
record ServerResponse(HttpUrl url, HttpExchange exchange, Duration stallTimeout) implements AutoCloseable {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
    private static final Pattern LENGTH = Pattern.compile("\\d+");

    /** The maximum size of an unneeded body that is read so that the connection can be reused. */
    private static final long LONGEST_DISCARDED = 1 << 16;

    private static final Duration DISCARD_TIMEOUT = Duration.ofSeconds(1);

    /** The maximum number of decimal digits that always fit into a {@code long}. */
    private static final int MAX_DIGITS = 18;

    int status() {
        return exchange.status();
    }

    Optional<String> header(String name) {
        return exchange.headers().getOrDefault(name, List.of()).stream().findFirst();
    }

    /** Returns the length of the body in bytes, or empty if the server announces no length. */
    OptionalLong length() throws SourceException {
        Optional<String> length = header("Content-Length");
        if (length.isEmpty() || isChunked()) {
            return OptionalLong.empty();
        }
        if (!LENGTH.matcher(length.get()).matches()) {
            throw SourceException.permanent(
                    "answered with malformed headers: Content-Length: " + Printable.text(length.get()));
        }
        boolean isTooLong = length.get().length() > MAX_DIGITS;
        return OptionalLong.of(isTooLong ? Long.MAX_VALUE : Long.parseLong(length.get()));
    }

    boolean hasKnownEnd() {
        return exchange.marksEnd() || isChunked() || header("Content-Length").isPresent();
    }

    /** Returns whether the {@code Content-Range} starts at {@code offset} (RFC 9110, section 14.4). */
    boolean startsAt(long offset) {
        Matcher range = CONTENT_RANGE.matcher(header("Content-Range").orElse(""));
        return range.matches() && Long.parseLong(range.group(1)) == offset;
    }

    /** Returns the size of the complete file in bytes according to the {@code Content-Range}, or 0 if unknown. */
    long rangeTotal() {
        Matcher range = CONTENT_RANGE.matcher(header("Content-Range").orElse(""));
        return range.matches() && !range.group(3).equals("*") ? Long.parseLong(range.group(3)) : 0;
    }

    private boolean isChunked() {
        return header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent();
    }

    /**
     * Returns the delay in the {@code Retry-After} header, or zero if the header does not contain a number of seconds.
     */
    Duration retryAfter() {
        String seconds = header("Retry-After").orElse("");
        return seconds.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : Duration.ZERO;
    }

    /** Returns properties of the response that can explain wrong content. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (String name : List.of("Content-Type", "Content-Encoding")) {
            header(name).ifPresent(value -> notes.add(name + ": " + Printable.text(value)));
        }
        if (header("Content-Length").isEmpty()) {
            notes.add("the server announced no size");
        }
        return notes;
    }

    /**
     * Waits for more bytes of the body.
     *
     * @return the bytes, or an empty list at the end of the body
     * @throws SourceException if no byte arrives before the stall timeout or the connection breaks
     */
    List<ByteBuffer> next() throws SourceException, InterruptedException {
        try {
            return exchange.next(stallTimeout);
        } catch (HttpTimeoutException e) {
            throw stalled(stallTimeout, e);
        } catch (IOException e) {
            throw SourceException.temporary("interrupted: " + Printable.text(Reason.of(e)), e);
        }
    }

    /** Reads and discards a short body, so that the connection can be reused. */
    void discard() throws InterruptedException {
        long end = System.nanoTime() + DISCARD_TIMEOUT.toNanos();
        try {
            boolean isEnded = length().orElse(Long.MAX_VALUE) > LONGEST_DISCARDED;
            while (!isEnded) {
                isEnded =
                        exchange.next(Duration.ofNanos(end - System.nanoTime())).isEmpty();
            }
        } catch (SourceException | IOException e) {
            // The connection is closed instead of reused.
        }
    }

    /** Returns the exception for a server that sent nothing before the stall timeout. */
    static SourceException stalled(Duration stallTimeout, IOException cause) {
        return SourceException.temporary("sent nothing for " + stallTimeout.toMillis() + " ms", cause);
    }

    /** Returns the exception for an unsuccessful status code. */
    SourceException failure() {
        String answer = "answered " + status();
        return switch (status()) {
            case 401 -> SourceException.permanent(answer + ": the user name and password are missing or wrong");
            case 407 ->
                SourceException.permanent(
                        "the proxy " + answer
                                + ": the user name and password for the proxy are missing or wrong;"
                                + " for https URLs, Java sends a proxy password only with -Djdk.http.auth.tunneling.disabledSchemes=");
            case 404, 410 -> SourceException.permanent(answer + ": the server does not have the distfile");
            default ->
                RetryPolicy.isTransient(status())
                        ? SourceException.temporary(answer, retryAfter())
                        : SourceException.permanent(answer);
        };
    }

    @Override
    public void close() {
        exchange.close();
    }
}
