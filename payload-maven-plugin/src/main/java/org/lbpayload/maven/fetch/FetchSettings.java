// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.time.Duration;
import java.util.List;

/**
 * The settings of a fetch.
 *
 * @param mirrors the mirrors, which are tried in this order before the URLs of the distfiles
 * @param proxies the proxies for {@code http} and {@code https} URLs, in order of preference
 * @param offline whether only mirrors that are directories are tried
 * @param threads the number of simultaneous downloads, 1 to 64
 * @param attempts the maximum number of attempts for each source, 1 to 100
 * @param connectTimeout the maximum time to wait for a connection, greater than zero
 * @param stallTimeout the maximum time to wait for the next byte of a response, greater than zero
 * @param maxBytes the maximum size of a download from a server in bytes, at least 1. Without this limit, an endless
 *     response would fill the disk
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
    /**
     * @throws IllegalArgumentException if a number is out of range or a timeout is not positive. The message names the
     *     parameter of the goal
     */
    public FetchSettings {
        mirrors = List.copyOf(mirrors);
        proxies = List.copyOf(proxies);
        checkRange("<fetchThreads>", threads, 64);
        checkRange("<fetchAttempts>", attempts, 100);
        checkPositive("connectTimeout", connectTimeout);
        checkPositive("<fetchStallTimeout>", stallTimeout);
        if (maxBytes < 1) {
            throw new IllegalArgumentException("<fetchMaxBytes>: expected at least 1, found " + maxBytes);
        }
    }

    private static void checkRange(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + ": expected 1 to " + max + ", found " + value);
        }
    }

    private static void checkPositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(
                    name + ": expected a time greater than zero, found " + value.toSeconds() + " s");
        }
    }
}
