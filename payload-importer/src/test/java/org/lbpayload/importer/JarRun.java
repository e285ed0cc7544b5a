// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A run of the finished jar in a Java machine of its own. */
record JarRun(int exitCode, String out, String err) {
    /** Exit code of a process that SIGKILL has ended, as the Java platform tells it. */
    static final int KILLED = 128 + 9;

    /** The folder that everything a test writes goes below. */
    static Path target() {
        return Path.of(System.getProperty("importer.jar")).getParent();
    }

    /** The command line that runs the jar, with no more flags than users give. */
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

    /** Runs the jar to its end. */
    static JarRun of(String heap, Object... words) throws IOException, InterruptedException {
        return of(command(heap, words));
    }

    /** Runs any command to its end. */
    static JarRun of(List<String> command) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(target().resolve("runs"));
        Path out = Files.createTempFile(folder, "run", ".out");
        Path err = Files.createTempFile(folder, "run", ".err");
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

    /** Runs any command to its end. */
    static JarRun ofCommand(Object... words) throws IOException, InterruptedException {
        return of(Arrays.stream(words).map(Object::toString).toList());
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
