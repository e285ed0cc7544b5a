// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.junit.jupiter.api.Test;

/** Tests of the progress lines in the log. The clock starts below zero, because System.nanoTime can be negative. */
class ProgressLogTest {
    private final List<String> lines = new ArrayList<>();
    private final SystemStreamLog log = new SystemStreamLog() {
        @Override
        public void info(CharSequence line) {
            lines.add(line.toString());
        }

        @Override
        public void debug(CharSequence line) {}
    };
    private final AtomicLong clock = new AtomicLong(Duration.ofSeconds(-15).toNanos());

    @Test
    void writesProgressOfDiskEveryTenSeconds() {
        DiskWriteLog progress = new DiskWriteLog(log, Path.of("/dev/sdx"), clock::get);

        progress.written(100, 1000);
        pass(9_999);
        progress.written(200, 1000);
        assertThat(lines).isEmpty();
        pass(1);
        progress.written(300, 1000);
        progress.written(400, 1000);
        pass(10_000);
        progress.readBack(50, 500);

        assertThat(lines).containsExactly("/dev/sdx: 300 of 1000 bytes written", "/dev/sdx: 50 of 500 bytes read back");
    }

    @Test
    void writesProgressOfEachDistfileEveryTenSeconds() {
        FetchLog progress = new FetchLog(log, FetchLog.Detail.PROGRESS, clock::get);

        progress.asking("a", "https://mirror.example/a");
        pass(5_000);
        progress.asking("b", "https://mirror.example/b");
        pass(5_000);
        progress.progress("a", 10, 100);
        progress.progress("a", 20, 100);
        progress.progress("b", 30, -1);
        assertThat(lines).containsExactly("a: 10 of 100 bytes");
        pass(5_000);
        progress.progress("a", 40, 100);
        progress.progress("b", 50, -1);

        assertThat(lines).containsExactly("a: 10 of 100 bytes", "b: 50 bytes");
    }

    @Test
    void startsNewIntervalForNextSource() {
        FetchLog progress = new FetchLog(log, FetchLog.Detail.PROGRESS, clock::get);

        progress.asking("a", "https://mirror.example/a");
        pass(10_000);
        progress.asking("a", "https://other.example/a");
        progress.progress("a", 10, 100);

        assertThat(lines).isEmpty();
    }

    @Test
    void writesOnlyCompletedDistfilesInBatchMode() {
        assertThat(linesOfDownload(FetchLog.Detail.FILES))
                .containsExactly("a: 100 bytes from https://mirror.example/a");
    }

    @Test
    void writesNothingAboutDownloadsWithoutTransferProgress() {
        assertThat(linesOfDownload(FetchLog.Detail.NONE)).isEmpty();
    }

    private List<String> linesOfDownload(FetchLog.Detail detail) {
        FetchLog progress = new FetchLog(log, detail, clock::get);
        progress.asking("a", "https://mirror.example/a");
        pass(10_000);
        progress.progress("a", 10, 100);
        progress.fetched("a", 100, "https://mirror.example/a");
        return lines;
    }

    @Test
    void writesDetailsLikeMaven() {
        MavenExecutionRequest request = new DefaultMavenExecutionRequest();
        assertThat(FetchLog.Detail.of(request.setInteractiveMode(true))).isEqualTo(FetchLog.Detail.PROGRESS);
        assertThat(FetchLog.Detail.of(request.setInteractiveMode(false))).isEqualTo(FetchLog.Detail.FILES);
        request.setTransferListener(new QuietMavenTransferListener());
        assertThat(FetchLog.Detail.of(request)).isEqualTo(FetchLog.Detail.NONE);
    }

    /** A listener with the same simple name as the listener that Maven uses with {@code -ntp}. */
    private static final class QuietMavenTransferListener extends AbstractTransferListener {}

    private void pass(long milliseconds) {
        clock.addAndGet(Duration.ofMillis(milliseconds).toNanos());
    }
}
