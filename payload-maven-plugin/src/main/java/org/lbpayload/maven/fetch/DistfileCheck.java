// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.lbpayload.maven.steps.Distfile;

/** Compares the distfiles in a folder with what is pinned; changes nothing. */
public final class DistfileCheck {
    private DistfileCheck() {}

    /**
     * What was found of one distfile.
     *
     * @param distfile which
     * @param bytes how large it is; 0 where there is a problem
     * @param problem what is wrong, in words that follow the name; empty where it is there with the right SHA-256
     */
    public record Result(Distfile distfile, long bytes, Optional<String> problem) {}

    /**
     * Verifies every distfile, several at a time.
     *
     * @return a result for each, in the order they were given
     */
    public static List<Result> check(List<Distfile> distfiles, Path folder) throws InterruptedException {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Callable<Result>> checks = new ArrayList<>();
            distfiles.forEach(distfile -> checks.add(() -> check(distfile, folder.resolve(distfile.name()))));
            List<Result> results = new ArrayList<>();
            for (Future<Result> result : threads.invokeAll(checks)) {
                results.add(result.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Result check(Distfile distfile, Path file) {
        if (Files.notExists(file)) {
            return wrong(distfile, "is missing");
        }
        if (!Files.isRegularFile(file)) {
            return wrong(distfile, "is no regular file");
        }
        try {
            long bytes = Files.size(file);
            String found = FileSha256.of(file);
            return found.equals(distfile.sha256())
                    ? new Result(distfile, bytes, Optional.empty())
                    : wrong(distfile, "has SHA-256 " + found + ", expected " + distfile.sha256());
        } catch (IOException e) {
            return wrong(distfile, "cannot be read: " + e);
        }
    }

    private static Result wrong(Distfile distfile, String problem) {
        return new Result(distfile, 0, Optional.of(problem));
    }
}
