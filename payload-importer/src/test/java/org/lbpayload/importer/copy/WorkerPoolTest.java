// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lbpayload.importer.report.ImportException;
import org.lbpayload.importer.report.JsonReport;
import org.lbpayload.importer.report.Report;

@Timeout(60)
class WorkerPoolTest {
    private static final Report REPORT = new JsonReport(
            new PrintStream(OutputStream.nullOutputStream()), new PrintStream(OutputStream.nullOutputStream()));

    /** A step that can run a hundred times. If {@code failure} is not null, the tenth run throws {@code failure}. */
    private static final class Hundred implements WorkerPool.Step {
        private final AtomicInteger begun = new AtomicInteger();
        private final Throwable failure;

        Hundred(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public boolean run(ByteBuffer buffer) throws ImportException {
            int step = begun.incrementAndGet();
            if (step == 10 && failure != null) {
                sneakyThrow(failure);
            }
            return step < 100;
        }

        /** Throws a checked exception without declaring it, as the JDK does if close(2) fails. */
        @SuppressWarnings("unchecked")
        private static <T extends Throwable> void sneakyThrow(Throwable failure) throws T {
            throw (T) failure;
        }
    }

    @Test
    void repeatsStepUntilNothingIsLeft() throws Exception {
        Hundred step = new Hundred(null);
        FirstFailure failure = new FirstFailure();
        WorkerPool.run(step, 1, 1, failure, REPORT);
        failure.rethrow();
        assertThat(step.begun).hasValue(100);
        assertThat(failure.isSet()).isFalse();
    }

    @Test
    void stopsAtFailureAndRethrowsIt() {
        for (Throwable expected : new Throwable[] {
            new ImportException("disk"), new IllegalStateException("bug"), new OutOfMemoryError("heap")
        }) {
            Hundred step = new Hundred(expected);
            FirstFailure failure = new FirstFailure();
            WorkerPool.run(step, 1, 1, failure, REPORT);
            assertThat(failure.isSet()).isTrue();
            assertThat(step.begun).hasValue(10);
            assertThatThrownBy(failure::rethrow).isSameAs(expected);
        }
    }

    @Test
    void turnsUndeclaredExceptionIntoMessage() {
        FirstFailure failure = new FirstFailure();
        WorkerPool.run(new Hundred(new Exception("Input/output error")), 1, 1, failure, REPORT);
        assertThatThrownBy(failure::rethrow)
                .isInstanceOf(ImportException.class)
                .hasMessage("the system reported an error: Input/output error");
    }

    @Test
    void keepsFirstOfSeveralFailures() {
        FirstFailure failure = new FirstFailure();
        ImportException first = new ImportException("first");
        failure.set(first);
        failure.set(new ImportException("second"));
        assertThatThrownBy(failure::rethrow).isSameAs(first);
    }
}
