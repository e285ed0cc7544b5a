// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitterTest {
    private static final long QUICK = 150_000;

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
    void fourSlowCommitsInARowAreLeftToOtherThreadsForGood() {
        Committer committer = new Committer(new Destination(temp), report, copying);
        for (int i = 0; i < 3; i++) {
            committer.took(QUICK + 1);
        }
        committer.took(QUICK);
        for (int i = 0; i < 3; i++) {
            committer.took(QUICK + 1);
        }
        assertThat(committer.isSlow()).isFalse();
        committer.took(QUICK + 1);
        assertThat(committer.isSlow()).isTrue();
        committer.took(0);
        assertThat(committer.isSlow()).isTrue();
    }

    @Test
    void onTheSpotTheFileIsThereAtOnceAndElseAfterTheEnd() throws Exception {
        Path image = TestImage.two().write(temp.resolve("image"));
        try (Source source = Source.open(new Disk(image.toString(), 0, null));
                Destination destination = new Destination(temp.resolve("dest"))) {
            destination.lock();
            Committer committer = new Committer(destination, report, copying);
            committer.add(copied(source, 0, destination));
            assertThat(reporting).isSameAs(Thread.currentThread());
            assertThat(destination.hasFile(
                            source.entry(0).name(), source.entry(0).size()))
                    .isTrue();
            for (int i = 0; i < 4; i++) {
                committer.took(QUICK + 1);
            }
            committer.add(copied(source, 1, destination));
            committer.finish();
            assertThat(reporting).isNotSameAs(Thread.currentThread());
            assertThat(destination.hasFile(
                            source.entry(1).name(), source.entry(1).size()))
                    .isTrue();
        }
        copying.rethrow();
    }

    private static FileCopy copied(Source source, int position, Destination destination) throws ImportException {
        FileCopy file = new FileCopy(source, position, false);
        file.copy(file.takePart(), ByteBuffer.allocate(100), destination, new Progress(100));
        return file;
    }
}
