// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.maven.plugin.logging.Log;
import org.lbpayload.maven.fetch.FetchListener;

/** Tells Maven's log how fetching goes, and of a distfile that takes long only now and then. */
final class FetchLog implements FetchListener {
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Log log;
    private final Map<String, Long> lastTold = new ConcurrentHashMap<>();

    FetchLog(Log log) {
        this.log = log;
    }

    @Override
    public void wrongFile(Path file, String expectedSha256, String foundSha256) {
        log.warn(file + " is not the distfile that is pinned and is fetched anew: expected SHA-256 " + expectedSha256
                + ", found " + foundSha256);
    }

    @Override
    public void asking(String name, String place) {
        lastTold.put(name, System.nanoTime());
        log.debug(name + ": asking " + place);
    }

    @Override
    public void progress(String name, long bytes, long total) {
        long now = System.nanoTime();
        Long last = lastTold.get(name);
        if (last != null && now - last >= PROGRESS_NANOS && lastTold.replace(name, last, now)) {
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
