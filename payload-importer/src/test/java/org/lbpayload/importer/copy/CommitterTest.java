// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.importer.Run;
import org.lbpayload.importer.TestImage;
import org.lbpayload.importer.destination.Destination;
import org.lbpayload.importer.disk.DiskSearch;
import org.lbpayload.importer.disk.ImageLocation;
import org.lbpayload.importer.disk.OpenImage;
import org.lbpayload.importer.report.ImportException;
import org.lbpayload.importer.report.Progress;
import org.lbpayload.importer.report.Report;
import org.lbpayload.importer.report.TextReport;

class CommitterTest {
    private static final int FILES = 200; // more files than the queue can hold

    /** The number of files that keeps all 16 threads busy and fills the queue. */
    private static final int BUSY_FILES = 96;

    @TempDir
    private Path temp;

    private final Set<Thread> reporting = ConcurrentHashMap.newKeySet();

    private final Semaphore reported = new Semaphore(0);
    private volatile CountDownLatch open = new CountDownLatch(0);

    private final PrintStream out = new PrintStream(new OutputStream() {
        @Override
        public void write(int b) {
            reporting.add(Thread.currentThread());
            await(open);
            if (b == '\n') {
                reported.release();
            }
        }
    });

    private final Report report = new TextReport(out, out, false, null);
    private final FirstFailure failure = new FirstFailure();
    private Path image;

    @BeforeEach
    void writeImage() throws Exception {
        TestImage files = TestImage.u64();
        for (int i = 0; i < FILES; i++) {
            files.with("file-" + i, "content of " + i);
        }
        image = files.write(temp.resolve("image"));
    }

    private OpenImage open() throws ImportException {
        return DiskSearch.ofSystem().open(new ImageLocation(image.toString(), 0));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("the tests interrupt no thread", e);
        }
    }

    private static EntryCopy copied(OpenImage image, int position, Destination destination) throws ImportException {
        EntryCopy file = new EntryCopy(image, position, Verification.CRC32);
        file.copy(file.takePart(), ByteBuffer.allocate(100), destination, Progress.ofCopying(1000));
        return file;
    }

    @Test
    void commitsAllFiles() throws Exception {
        try (OpenImage opened = open();
                Destination destination = Destination.lock(temp.resolve("dest"))) {
            Committer committer = new Committer(destination, report, failure);
            for (int i = 0; i < FILES; i++) {
                committer.add(copied(opened, i, destination));
            }
            committer.finish();
        }
        failure.rethrow();
        assertThat(Run.files(temp.resolve("dest"))).hasSize(FILES).containsEntry("file-199", "content of 199");
    }

    @Test
    void startsThreadsIfCommitsTakeLongAndKeepsThem() throws Exception {
        try (OpenImage opened = open();
                Destination destination = Destination.lock(temp.resolve("dest"))) {
            Committer committer = new Committer(destination, report, failure);
            open = new CountDownLatch(1);
            for (int i = 0; i < BUSY_FILES; i++) {
                committer.add(copied(opened, i, destination));
            }
            open.countDown();
            reported.acquire(BUSY_FILES);
            TimeUnit.MILLISECONDS.sleep(200); // idle threads would end during this time
            assertThat(reporting).hasSize(16).allMatch(Thread::isAlive);
            committer.finish();
        }
        failure.rethrow();
    }

    @Test
    void commitsOtherFilesAfterFailureOfOne() throws Exception {
        try (OpenImage opened = open();
                Destination destination = Destination.lock(temp.resolve("dest"))) {
            Committer committer = new Committer(destination, report, failure);
            EntryCopy vanished = copied(opened, 10, destination);
            Run.deleteTemporaryFiles(temp.resolve("dest"));
            committer.add(vanished);
            for (int i = 0; i < FILES; i++) {
                if (i != 10) {
                    committer.add(copied(opened, i, destination));
                }
            }
            committer.finish();
        }
        assertThatThrownBy(failure::rethrow)
                .isInstanceOf(ImportException.class)
                .hasMessageEndingWith(": no such file or directory");
        assertThat(Run.files(temp.resolve("dest"))).hasSize(FILES - 1).doesNotContainKey("file-10");
    }
}
