// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a listener hears and how long a fetcher would have waited. */
final class Recorder implements FetchListener, Pause {
    final List<String> events = new CopyOnWriteArrayList<>();
    final List<Duration> waits = new CopyOnWriteArrayList<>();
    final List<Long> progress = new CopyOnWriteArrayList<>();

    @Override
    public void wrongFile(Path file, String expectedSha256, String foundSha256) {
        events.add("wrong " + file.getFileName());
    }

    @Override
    public void progress(String name, long bytes, long total) {
        progress.add(bytes);
    }

    @Override
    public void retrying(String name, String place, String reason, Duration wait) {
        events.add("retry " + name + ": " + reason);
    }

    @Override
    public void gaveUp(String name, String place, String reason) {
        events.add("gave up " + name + " at " + place + ": " + reason);
    }

    @Override
    public void fetched(String name, long bytes, String place) {
        events.add("fetched " + name + " " + bytes + " " + place);
    }

    @Override
    public void waitFor(Duration time) {
        waits.add(time);
    }
}
