// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that records the events of a run. Also records each requested delay instead of sleeping. */
final class Recorder implements FetchListener, DistfileDownload.Sleeper {
    final List<String> events = new CopyOnWriteArrayList<>();
    final List<Duration> waits = new CopyOnWriteArrayList<>();
    final List<Long> progress = new CopyOnWriteArrayList<>();

    @Override
    public void damaged(Path file, String problem) {
        events.add("damaged " + file.getFileName());
    }

    @Override
    public void progress(String name, long bytes, long total) {
        progress.add(bytes);
    }

    @Override
    public void retrying(String name, String source, String reason, Duration wait) {
        events.add("retry " + name + ": " + reason);
    }

    @Override
    public void gaveUp(String name, String source, String reason) {
        events.add("gave up " + name + " at " + source + ": " + reason);
    }

    @Override
    public void fetched(String name, long bytes, String source) {
        events.add("fetched " + name + " " + bytes + " " + source);
    }

    @Override
    public void sleep(Duration time) {
        waits.add(time);
    }
}
