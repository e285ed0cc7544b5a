// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitterTest {
    private static final long QUICK = 150_000;
    private static final long PATIENCE = 5_000_000;

    @TempDir
    private Path temp;

    private volatile Thread reporting;

    private final PrintStream out = new PrintStream(new OutputStream() {
        @Override
        public void write(int b) {
            reporting = Thread.currentThread();
        }
    });

    private final Report report = new TextReport(out, out, false, null);

    private final Work copying = new Work() {
        @Override
        boolean step(ByteBuffer buffer) {
            return false;
        }
    };

    @Test
    void whereCommitsTakeTimeOthersAreToDoItForGood() {
        Committer committer = new Committer(new Destination(temp), report, copying);
        committer.took(QUICK + PATIENCE - 1);
        committer.took(QUICK);
        assertThat(committer.isSlow()).isFalse();
        committer.took(0);
        committer.took(QUICK + QUICK);
        assertThat(committer.isSlow()).as("a quick one makes up for a slow one").isFalse();
        committer.took(QUICK + 1);
        assertThat(committer.isSlow()).isTrue();
        committer.took(0);
        assertThat(committer.isSlow()).isTrue();
    }

    @Test
    void onTheSpotTheFileIsThereAtOnceAndElseAfterTheEnd() throws Exception {
        try (Source source = source(TestImage.two());
                Destination destination = destination()) {
            Committer committer = new Committer(destination, report, copying);
            committer.add(copied(source, 0, destination));
            assertThat(reporting).isSameAs(Thread.currentThread());
            assertThat(isThere(source, 0, destination)).isTrue();
            committer.took(QUICK + PATIENCE);
            committer.add(copied(source, 1, destination));
            committer.finish();
            assertThat(reporting).isNotSameAs(Thread.currentThread());
            assertThat(isThere(source, 1, destination)).isTrue();
        }
        copying.rethrow();
    }

    @Test
    void aLargeFileIsLeftToOtherThreadsAnyway() throws Exception {
        try (Source source = source(TestImage.u64().with("a", new byte[1024 * 1024 + 1]));
                Destination destination = destination()) {
            Committer committer = new Committer(destination, report, copying);
            committer.add(copied(source, 0, destination));
            committer.finish();
            assertThat(reporting).isNotNull().isNotSameAs(Thread.currentThread());
        }
        copying.rethrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFailureStopsTheCopyingAndKeepsNoneOfTheOthersBack(boolean slow) throws Exception {
        TestImage image = TestImage.u64();
        for (int i = 0; i < 100; i++) {
            image.with("file-" + i, "content of " + i);
        }
        try (Source source = source(image);
                Destination destination = destination()) {
            Committer committer = new Committer(destination, report, copying);
            if (slow) {
                committer.took(QUICK + PATIENCE);
            }
            for (int i = 0; i < 100; i++) {
                FileCopy file = copied(source, i, destination);
                if (i == 10) {
                    Files.delete(temp.resolve("dest/.payload_import.tmp.10"));
                }
                committer.add(file);
            }
            committer.finish();
            for (int i = 0; i < 100; i++) {
                assertThat(isThere(source, i, destination)).as("%d", i).isEqualTo(i != 10);
            }
        }
        assertThatThrownBy(copying::rethrow)
                .isInstanceOf(ImportException.class)
                .hasMessageEndingWith(": no such file or directory");
        assertThat(Run.files(temp.resolve("dest"))).hasSize(99);
    }

    private Source source(TestImage image) throws Exception {
        return Source.open(new Disk(image.write(temp.resolve("image")).toString(), 0, null));
    }

    private Destination destination() throws Exception {
        Destination destination = new Destination(temp.resolve("dest"));
        destination.lock();
        return destination;
    }

    private static boolean isThere(Source source, int position, Destination destination) throws Exception {
        return destination.hasFile(
                source.entry(position).name(), source.entry(position).size());
    }

    private static FileCopy copied(Source source, int position, Destination destination) throws ImportException {
        FileCopy file = new FileCopy(source, position, false);
        file.copy(file.takePart(), ByteBuffer.allocate(100), destination, new Progress(2 * 1024 * 1024));
        return file;
    }
}
