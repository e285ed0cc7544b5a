// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkTest {
    private static final Report REPORT = JsonReport.to(
            new PrintStream(OutputStream.nullOutputStream()), new PrintStream(OutputStream.nullOutputStream()));

    /** A hundred steps, one of which may fail. */
    private static final class Hundred extends Work {
        private final AtomicInteger begun = new AtomicInteger();
        private final Throwable failure;

        Hundred(Throwable failure) {
            this.failure = failure;
        }

        @Override
        boolean step(ByteBuffer buffer) throws ImportException {
            int step = begun.incrementAndGet();
            if (step == 10 && failure instanceof ImportException expected) {
                throw expected;
            }
            if (step == 10 && failure instanceof RuntimeException bug) {
                throw bug;
            }
            if (step == 10 && failure instanceof Error error) {
                throw error;
            }
            return step < 100;
        }
    }

    @Test
    void isDoneToTheEnd() throws Exception {
        Hundred work = new Hundred(null);
        work.finish(1, 1, REPORT);
        work.rethrow();
        assertThat(work.begun).hasValue(100);
        assertThat(work.hasFailed()).isFalse();
    }

    @Test
    void stopsAtAFailureAndTellsItAsItIs() {
        for (Throwable failure : new Throwable[] {
            new ImportException("disk"), new IllegalStateException("bug"), new OutOfMemoryError("heap")
        }) {
            Hundred work = new Hundred(failure);
            work.finish(1, 1, REPORT);
            assertThat(work.hasFailed()).isTrue();
            assertThat(work.begun).hasValue(10);
            assertThatThrownBy(work::rethrow).isSameAs(failure);
        }
    }

    @Test
    void tellsTheFirstOfSeveralFailures() {
        Hundred work = new Hundred(null);
        ImportException first = new ImportException("first");
        work.fail(first);
        work.fail(new ImportException("second"));
        assertThatThrownBy(work::rethrow).isSameAs(first);
    }
}
