// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelTest {
    @Test
    void returnsResultsInOrderOfElements() throws Exception {
        CountDownLatch second = new CountDownLatch(1);

        List<String> results = Parallel.map(List.of("first", "second"), 2, element -> {
            if (element.equals("first")) {
                second.await();
            } else {
                second.countDown();
            }
            return element + " result";
        });

        assertThat(results).containsExactly("first result", "second result");
    }

    @Test
    void runsOneTaskPerThread() throws Exception {
        CyclicBarrier all = new CyclicBarrier(3);

        assertThat(Parallel.map(List.of(1, 2, 3), 3, element -> {
                    all.await();
                    return element;
                }))
                .containsExactly(1, 2, 3);
    }

    @Test
    void beginsNoFurtherTaskAfterFailure() {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);

        assertThatThrownBy(() -> Parallel.map(IntStream.range(0, 1000).boxed().toList(), 2, element -> {
                    begun.incrementAndGet();
                    if (element == 0) {
                        throw new IOException("the first");
                    }
                    never.await(); // blocks until the failure interrupts the thread
                    return element;
                }))
                .isInstanceOf(ExecutionException.class)
                .hasCause(new IOException("the first"));
        assertThat(begun.get()).isBetween(1, 3);
    }

    @Test
    void waitsForRunningTasksWhenInterrupted() throws Exception {
        AtomicInteger running = new AtomicInteger();
        Thread caller = Thread.currentThread();

        assertThatThrownBy(() -> Parallel.map(List.of(1, 2), 2, element -> {
                    running.incrementAndGet();
                    try {
                        caller.interrupt();
                        Thread.sleep(60_000);
                    } finally {
                        LockSupport.parkNanos(200_000_000); // a caller that did not wait would return during this time
                        running.decrementAndGet();
                    }
                    return element;
                }))
                .isInstanceOf(InterruptedException.class);
        Thread.interrupted();
        assertThat(running).hasValue(0);
    }

    @Test
    void throwsExpectedCauseAndReturnsIoError() throws Exception {
        IOException io = new IOException("disk");
        assertThat(Parallel.cause(new ExecutionException(io), GoalException.class))
                .isSameAs(io);
        assertThatThrownBy(
                        () -> Parallel.cause(new ExecutionException(new GoalException("input")), GoalException.class))
                .isInstanceOf(GoalException.class)
                .hasMessage("input");
        assertThatThrownBy(() -> Parallel.cause(new ExecutionException(new Error("other")), GoalException.class))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(new Error("other"));
    }
}
