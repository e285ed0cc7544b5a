// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A second process for tests of locks, because a file lock does not exclude importers in the same process. */
public final class OtherProcess {
    private OtherProcess() {}

    /** Locks the file that the only argument names, prints the result, and holds the lock until standard input ends. */
    public static void main(String[] args) throws IOException {
        try (FileChannel channel =
                FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            System.out.println(channel.tryLock() == null ? "busy" : "locked");
            System.in.read();
        }
    }

    /** Starts a process that locks {@code file}. {@link #answer} then returns "locked" or "busy". */
    public static Process lock(Path file) throws IOException {
        return start(OtherProcess.class, file.toString());
    }

    /** Returns the first line that a process prints. */
    public static String answer(Process process) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        return out.readLine();
    }

    /** Runs the importer in another process and returns its result. */
    public static Run run(String... words) throws IOException, InterruptedException {
        Process process = start(Main.class, words);
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, err);
    }

    private static Process start(Class<?> main, String... words) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).start();
    }
}
