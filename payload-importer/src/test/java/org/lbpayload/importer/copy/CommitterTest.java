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
    private static final int FILES = 200; // more than wait at a time

    @TempDir
    private Path temp;

    private final Set<Thread> reporting = ConcurrentHashMap.newKeySet();

    private final PrintStream out = new PrintStream(new OutputStream() {
        @Override
        public void write(int b) {
            reporting.add(Thread.currentThread());
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

    private static EntryCopy copied(OpenImage image, int position, Destination destination) throws ImportException {
        EntryCopy file = new EntryCopy(image, position, Verification.CRC32);
        file.copy(file.takePart(), ByteBuffer.allocate(100), destination, Progress.ofCopying(1000));
        return file;
    }

    @Test
    void commitsAllFilesInSeveralThreads() throws Exception {
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
        assertThat(reporting).hasSizeGreaterThan(1);
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
