// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A runner that applies a task to each element of a list, in several threads. */
public final class Parallel {
    private Parallel() {}

    /** The work for one element. Implementations must be thread-safe. */
    @FunctionalInterface
    public interface Task<T, R> {
        R run(T element) throws Exception;
    }

    /**
     * Runs the task for each element and stops at the first failure. All threads have ended when this method returns or
     * throws, even after an interrupt.
     *
     * @param elements the elements, whose tasks start in this order
     * @param threads the number of tasks that can run at the same time, at least 1
     * @return the results in the order of the elements
     * @throws ExecutionException if a task fails. The exception of the task is its cause
     */
    public static <T, R> List<R> map(List<T> elements, int threads, Task<T, R> task)
            throws ExecutionException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CompletionService<R> completed = new ExecutorCompletionService<>(pool);
            List<Future<R>> futures = new ArrayList<>();
            elements.forEach(element -> futures.add(completed.submit(() -> task.run(element))));
            for (int i = 0; i < futures.size(); i++) {
                completed.take().get();
            }
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            stop(pool);
        }
    }

    private static void stop(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = Thread.interrupted();
        boolean stopped = false;
        while (!stopped) {
            try {
                stopped = pool.awaitTermination(1, TimeUnit.HOURS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Returns the I/O error that a task threw.
     *
     * @param failure the exception that {@link #map} threw
     * @param type the type of checked exception that the task can throw besides I/O errors
     * @throws E if the task threw an exception of {@code type}
     */
    public static <E extends Exception> IOException cause(ExecutionException failure, Class<E> type) throws E {
        Throwable cause = failure.getCause();
        if (type.isInstance(cause)) {
            throw type.cast(cause);
        }
        if (cause instanceof IOException e) {
            return e;
        }
        throw new IllegalStateException(cause);
    }
}
