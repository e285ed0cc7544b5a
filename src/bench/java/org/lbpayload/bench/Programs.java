// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs, one at a time. */
final class Programs {
    private static final long LIMIT_MINUTES = 10;

    private final Path log;

    /** @param log where the errors of the program that runs are kept */
    Programs(Path log) {
        this.log = log;
    }

    /** What a program's run came to: its exit code, and the seconds from its start to its end. */
    record Run(int exitCode, double seconds) {}

    /** Runs a program whose standard output nobody wants. */
    Run run(Path directory, List<String> words) throws IOException, BenchException {
        return run(directory, words, Redirect.DISCARD);
    }

    /** The same, for a program that must not fail. */
    double seconds(Path directory, List<String> words) throws IOException, BenchException {
        Run run = run(directory, words);
        check(words, run);
        return run.seconds;
    }

    /** What a program that must not fail prints. */
    String output(Path directory, List<String> words) throws IOException, BenchException {
        Path output = Files.createTempFile(log.getParent(), "output", ".txt");
        try {
            check(words, run(directory, words, Redirect.to(output.toFile())));
            return Files.readString(output, StandardCharsets.UTF_8);
        } finally {
            Files.delete(output);
        }
    }

    private Run run(Path directory, List<String> words, Redirect output) throws IOException, BenchException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output)
                .redirectError(log.toFile());
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                throw new BenchException(words.get(0) + " was not done after " + LIMIT_MINUTES + " minutes");
            }
            return new Run(process.exitValue(), (System.nanoTime() - start) / 1e9);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the runner's threads", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private void check(List<String> words, Run run) throws IOException, BenchException {
        if (run.exitCode != 0) {
            throw new BenchException(String.join(" ", words.subList(0, Math.min(words.size(), 8)))
                    + " failed with exit code " + run.exitCode + ": "
                    + Files.readString(log, StandardCharsets.UTF_8).strip());
        }
    }
}
