// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.time.Duration;
import java.util.List;

/**
 * The settings of a run.
 *
 * @param mirrors the mirrors, which are asked in order before the URLs of the distfiles
 * @param proxies the proxies for {@code http} and {@code https} URLs; the first that matches a URL is used
 * @param offline whether only mirrors that are directories are asked
 * @param threads the number of simultaneous downloads, 1 to 64
 * @param attempts the number of requests to one source before it is given up, 1 to 100; some failures are final at once
 * @param connectTimeout how long to wait for a connection
 * @param stallTimeout how long to wait for the next byte of a response; a slow download that makes progress is never
 *     interrupted
 * @param maxBytes the largest download from a server in bytes. The sources files pin no size, and a response without an
 *     end would fill the disk
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
     * @throws IllegalArgumentException if a number is out of range or a timeout is not positive; the message names the
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
