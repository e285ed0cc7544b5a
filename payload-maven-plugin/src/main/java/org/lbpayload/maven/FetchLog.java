// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.plugin.logging.Log;
import org.lbpayload.maven.fetch.FetchListener;

/**
 * A listener that writes the events of a fetch to Maven's log. The progress of each distfile is logged at most every
 * ten seconds.
 */
final class FetchLog implements FetchListener {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Log log;
    private final Detail detail;
    private final LongSupplier clock;
    private final Map<String, Throttle> throttles = new ConcurrentHashMap<>();

    /** The level of detail for successful downloads. */
    enum Detail {
        /** Logs nothing, like Maven with {@code -ntp}. */
        NONE,
        /** Logs each completed distfile. */
        FILES,
        /** Logs each completed distfile and the progress of slow downloads. */
        PROGRESS;

        /** Returns the level of detail that Maven uses for its own downloads. */
        static Detail of(MavenExecutionRequest request) {
            Object listener = request.getTransferListener();
            // Compares the class name, because plugins cannot load the listener classes of Maven 3 and 4.
            if (listener != null && listener.getClass().getSimpleName().startsWith("Quiet")) {
                return NONE;
            }
            return request.isInteractiveMode() ? PROGRESS : FILES;
        }
    }

    /** @param clock a clock that returns nanoseconds since an arbitrary fixed time */
    FetchLog(Log log, Detail detail, LongSupplier clock) {
        this.log = log;
        this.detail = detail;
        this.clock = clock;
    }

    @Override
    public void waiting(Path directory) {
        log.warn("another run is fetching into " + directory + "; waiting for it to end");
    }

    @Override
    public void damaged(Path file, String problem) {
        log.warn(file + " " + problem + "; it is downloaded again");
    }

    @Override
    public void asking(String name, String source) {
        throttles.put(name, new Throttle(INTERVAL, clock));
        log.debug(name + ": trying " + source);
    }

    @Override
    public void progress(String name, long bytes, long total) {
        if (detail == Detail.PROGRESS && throttles.get(name).isDue()) {
            log.info(name + ": " + bytes + (total < 0 ? "" : " of " + total) + " bytes");
        }
    }

    @Override
    public void retrying(String name, String source, String reason, Duration delay) {
        log.info(name + ": " + source + " " + reason + "; retrying in " + delay.toSeconds() + " s");
    }

    @Override
    public void gaveUp(String name, String source, String reason) {
        log.info(name + ": " + source + " " + reason);
    }

    @Override
    public void fetched(String name, long bytes, String source) {
        String line = name + ": " + bytes + " bytes from " + source;
        if (detail == Detail.NONE) {
            log.debug(line);
        } else {
            log.info(line);
        }
    }
}
