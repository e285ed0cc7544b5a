// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The result of running a command, usually the jar, in another process. */
record JarRun(int exitCode, String out, String err) {
    /** The exit code that Java reports for a process killed by SIGKILL. */
    static final int KILLED = 128 + 9;

    /** Returns the build directory, below which the tests create files. */
    static Path target() {
        return Path.of(System.getProperty("importer.jar")).getParent();
    }

    /** Returns a command line that runs the jar with a heap of this size. */
    static List<String> command(String heap, Object... words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heap);
        command.add("-jar");
        command.add(System.getProperty("importer.jar"));
        for (Object word : words) {
            command.add(word.toString());
        }
        return command;
    }

    /** Runs the jar with a heap of this size, and returns the result. */
    static JarRun of(String heap, Object... words) throws IOException, InterruptedException {
        return of(command(heap, words));
    }

    /** Runs a command and returns the result. */
    static JarRun of(List<String> command) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(target().resolve("runs"));
        Path out = Files.createTempFile(directory, "run", ".out");
        Path err = Files.createTempFile(directory, "run", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            int exitCode = process.waitFor();
            return new JarRun(exitCode, read(out), read(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Runs a command and returns the result. */
    static JarRun ofCommand(Object... words) throws IOException, InterruptedException {
        return of(Arrays.stream(words).map(Object::toString).toList());
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
