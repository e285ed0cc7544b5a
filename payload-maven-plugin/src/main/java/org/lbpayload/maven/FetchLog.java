// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.maven.plugin.logging.Log;
import org.lbpayload.maven.fetch.FetchListener;

/** Tells Maven's log how fetching goes, and of a distfile that takes long only now and then. */
final class FetchLog implements FetchListener {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Log log;
    private final boolean tellsProgress;
    private final LongSupplier clock;
    private final Map<String, Throttle> throttles = new ConcurrentHashMap<>();

    /**
     * @param tellsProgress whether somebody watches; a log that is kept has no use for it
     * @param clock nanoseconds since any moment
     */
    FetchLog(Log log, boolean tellsProgress, LongSupplier clock) {
        this.log = log;
        this.tellsProgress = tellsProgress;
        this.clock = clock;
    }

    @Override
    public void wrongFile(Path file, String expectedSha256, String foundSha256) {
        log.warn(file + " is not the distfile that is pinned and is fetched anew: expected SHA-256 " + expectedSha256
                + ", found " + foundSha256);
    }

    @Override
    public void asking(String name, String place) {
        throttles.put(name, new Throttle(INTERVAL, clock));
        log.debug(name + ": asking " + place);
    }

    @Override
    public void progress(String name, long bytes, long total) {
        if (tellsProgress && throttles.get(name).isDue()) {
            log.info(name + ": " + bytes + (total < 0 ? "" : " of " + total) + " bytes");
        }
    }

    @Override
    public void retrying(String name, String place, String reason, Duration wait) {
        log.info(name + ": " + place + " " + reason + "; asking again in " + wait.toSeconds() + " s");
    }

    @Override
    public void gaveUp(String name, String place, String reason) {
        log.info(name + ": " + place + " " + reason);
    }

    @Override
    public void fetched(String name, long bytes, String place) {
        log.info(name + ": " + bytes + " bytes from " + place);
    }
}
