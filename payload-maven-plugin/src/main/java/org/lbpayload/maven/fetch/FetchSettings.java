// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.time.Duration;
import java.util.List;

/**
 * How distfiles are fetched.
 *
 * @param mirrors tried before the URLs of the distfiles, in order
 * @param proxies the proxies for {@code http} and {@code https} places; the first that fits a URL is used
 * @param offline whether the network is left alone; {@code file} mirrors are still read
 * @param threads how many distfiles are fetched at a time, 1 to 64
 * @param attempts how often one place is asked before it is given up, where it fails in a way that can pass; 1 to 100
 * @param connectTimeout how long a connection may take to come about
 * @param stallTimeout how long an answer may take to begin, and how long it may then go without a byte; a slow transfer
 *     that moves is never stopped
 * @param maxBytes the largest distfile that a server is believed to have, in bytes: the sources pin no size, and an
 *     answer without end would fill the disk
 */
public record FetchSettings(
        List<Mirror> mirrors,
        List<Proxy> proxies,
        boolean offline,
        int threads,
        int attempts,
        Duration connectTimeout,
        Duration stallTimeout,
        long maxBytes) {
    public static final int DEFAULT_THREADS = 4;
    public static final int DEFAULT_ATTEMPTS = 4;
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(20);
    public static final Duration DEFAULT_STALL_TIMEOUT = Duration.ofSeconds(60);

    /** Far more than any distfile of live-bootstrap (the largest have some 150 MB). */
    public static final long DEFAULT_MAX_BYTES = 4L << 30;

    /** @throws IllegalArgumentException where a number is out of its range or a timeout is not positive */
    public FetchSettings {
        mirrors = List.copyOf(mirrors);
        proxies = List.copyOf(proxies);
        checkRange("threads", threads, 64);
        checkRange("attempts", attempts, 100);
        checkPositive("connectTimeout", connectTimeout);
        checkPositive("stallTimeout", stallTimeout);
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes: expected at least 1, found " + maxBytes);
        }
    }

    /** {@return the defaults: online, without proxies} */
    public static FetchSettings of(List<Mirror> mirrors) {
        return new FetchSettings(
                mirrors,
                List.of(),
                false,
                DEFAULT_THREADS,
                DEFAULT_ATTEMPTS,
                DEFAULT_CONNECT_TIMEOUT,
                DEFAULT_STALL_TIMEOUT,
                DEFAULT_MAX_BYTES);
    }

    private static void checkRange(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + ": expected 1 to " + max + ", found " + value);
        }
    }

    private static void checkPositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + ": expected a time greater than zero, found " + value);
        }
    }
}
