// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
    private static final int ROUNDS = 200;

    @TempDir
    private Path directory;

    /**
     * The main class of a process that increments a number in a file. If two increments overlap, one increment is lost.
     */
    public static final class Counter {
        private Counter() {}

        public static void main(String[] arguments) throws IOException {
            Path number = Path.of(arguments[0]);
            for (int i = 0; i < ROUNDS; i++) {
                LockFile.whileHeld(LockFile.of(number), () -> {}, () -> increment(number));
            }
        }

        private static Path increment(Path number) throws IOException {
            int before = Integer.parseInt(Files.readString(number));
            return Files.writeString(number, Integer.toString(before + 1));
        }
    }

    @Test
    void refusesLockThatThreadAlreadyHolds() throws Exception {
        Path file = directory.resolve("lock");

        LockFile.<Void, IOException>whileHeld(file, () -> {}, () -> {
            assertThatThrownBy(() -> LockFile.whileHeld(file, () -> {}, () -> null))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(file).exists();
            return null;
        });
    }

    @Test
    void excludesOtherProcessesAndOtherThreads() throws Exception {
        Path number = Files.writeString(directory.resolve("number"), "0");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(start(number));
        }
        AtomicInteger failures = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread thread = new Thread(() -> {
                try {
                    Counter.main(new String[] {number.toString()});
                } catch (IOException | RuntimeException e) {
                    failures.incrementAndGet();
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (Process process : processes) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(failures).hasValue(0);
        assertThat(Files.readString(number)).isEqualTo(Integer.toString(5 * ROUNDS));
        assertThat(directory).isDirectoryContaining(file -> file.equals(number));
        assertThat(LockFile.of(number)).doesNotExist();
    }

    /** Shells count the file size limit in blocks of 512 or 1024 bytes. The JVM writes 32 KiB of performance data. */
    @Test
    void needsOnlySmallFiles() throws Exception {
        Path number = Files.writeString(directory.resolve("number"), "0");

        Process process = start(number, "sh", "-c", "ulimit -f 128 && exec \"$@\"", "sh");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(number)).isEqualTo(Integer.toString(ROUNDS));
    }

    private static Process start(Path number, String... prefix) throws IOException {
        List<String> command = new ArrayList<>(List.of(prefix));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Counter.class.getName()));
        command.add(number.toString());
        return new ProcessBuilder(command).inheritIO().start();
    }

    @Test
    void doesNotFollowSymbolicLinks() throws Exception {
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "precious");
        Path output = directory.resolve("output");
        Files.createSymbolicLink(LockFile.of(output), elsewhere);
        assertThatThrownBy(() -> LockFile.whileHeld(LockFile.of(output), () -> {}, () -> output))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected a lock file");
        assertThat(elsewhere).hasContent("precious");
    }

    @Test
    void acquiresLockFileOfKilledRun() throws Exception {
        Path output = directory.resolve("output");
        Files.createFile(LockFile.of(output));
        List<String> waits = new ArrayList<>();
        LockFile.whileHeld(LockFile.of(output), () -> waits.add("waited"), () -> output);
        assertThat(waits).isEmpty();
        assertThat(LockFile.of(output)).doesNotExist();
    }
}
