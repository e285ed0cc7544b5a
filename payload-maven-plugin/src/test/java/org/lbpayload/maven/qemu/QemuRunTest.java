// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that run shell scripts instead of QEMU. */
@Timeout(60)
class QemuRunTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    /** A pattern for the time at the start of a log line, such as {@code [ 12.345] }. */
    private static final String TIME = "\\[(?=.{9}\\]) *\\d+\\.\\d{3}\\] ";

    @TempDir
    Path directory;

    private Path log;
    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void chooseLog() {
        log = directory.resolve("serial.log");
    }

    @Test
    void killsMachineWhenSuccessLineAppears() throws Exception {
        run(LONG, "echo $$ > pid; echo booting; echo DONE; exec sleep 1000");

        assertThat(lines).containsExactly("booting", "DONE");
        assertThat(Files.readString(log)).matches(TIME + "booting\n" + TIME + "DONE\n");
        assertGone("pid");
    }

    @Test
    void killsChildrenOfMachine() throws Exception {
        run(LONG, "sleep 1000 & echo $! > child; echo $$ > pid; echo DONE; wait");

        assertGone("pid");
        assertGone("child");
    }

    @Test
    void ignoresSuccessLineWithinLongerLine() {
        assertThatThrownBy(() -> run(LONG, "echo '+ echo DONE'; echo NOT DONE"))
                .isInstanceOf(QemuException.class)
                .hasMessageContaining("did not print 'DONE': QEMU ended with exit code 0");
    }

    @Test
    void ignoresWhiteSpaceAtLineEnds() throws Exception {
        run(LONG, "printf ' DONE \\r\\n'");
    }

    @Test
    void keepsLastStateOfOverwrittenLine() throws Exception {
        run(LONG, "printf '10%%\\r90%%\\r\\r\\nDONE\\r\\n'");

        assertThat(lines).containsExactly("90%", "DONE");
    }

    @Test
    void acceptsSuccessLineWithoutLineEnd() throws Exception {
        run(LONG, "printf DONE");
    }

    @Test
    void failsWithExitCodeAndLastLinesWhenMachineEnds() {
        assertThatThrownBy(() -> run(LONG, "for i in $(seq 1 30); do echo line $i; done; echo oops >&2; exit 3"))
                .isInstanceOf(QemuException.class)
                .hasMessageContaining("QEMU ended with exit code 3")
                .hasMessageContaining(log.toString())
                .hasMessageEndingWith("line 29\n  line 30\n  oops")
                .hasMessageNotContaining("line 11\n")
                .hasMessageContaining("line 12\n");
    }

    @Test
    void timesOutWhenMachineIsSilent() throws Exception {
        assertThatThrownBy(() -> run(Duration.ofSeconds(1), "echo $$ > pid; echo booting; exec sleep 1000"))
                .isInstanceOf(QemuException.class)
                .hasMessageContaining("timed out after 1 s")
                .hasMessageEndingWith("\n  booting");
        assertGone("pid");
    }

    @Test
    void timesOutWhileMachinePrints() throws Exception {
        assertThatThrownBy(() -> run(Duration.ofSeconds(1), "echo $$ > pid; exec yes"))
                .isInstanceOf(QemuException.class)
                .hasMessageContaining("timed out after 1 s");
        assertGone("pid");
    }

    @Test
    void failsBeforeTimeoutWhenKernelPanics() throws Exception {
        assertThatThrownBy(() -> run(
                        LONG,
                        "echo $$ > pid; echo '[ 1.0] Kernel panic - not syncing: VFS'; echo trace; exec sleep 1000"))
                .isInstanceOf(QemuException.class)
                .hasMessageContaining("its kernel panicked")
                .hasMessageEndingWith("VFS\n  trace");
        assertGone("pid");
    }

    @Test
    void ignoresSuccessLineAfterPanic() {
        assertThatThrownBy(() -> run(LONG, "echo 'Kernel panic - not syncing: x'; echo DONE"))
                .isInstanceOf(QemuException.class)
                .hasMessageContaining("its kernel panicked");
    }

    @Test
    void logsTimeOncePerLine() throws Exception {
        run(LONG, "printf one; sleep 0.2; printf ' more\\n\\n'; sleep 0.2; printf '10%%\\r90%%\\r\\nDONE\\n'");

        assertThat(Files.readString(log))
                .matches(TIME + "one more\n" + TIME + "\n" + TIME + "10%\r90%\r\n" + TIME + "DONE\n");
    }

    @Test
    void replacesControlCharactersForListener() throws Exception {
        run(LONG, "printf '\\033[2Jred\\007\\nDONE\\n'");

        assertThat(lines).containsExactly("?[2Jred?", "DONE");
        assertThat(Files.readString(log)).matches(TIME + "\033\\[2Jred\007\n" + TIME + "DONE\n");
    }

    @Test
    void splitsOverlongLine() throws Exception {
        run(LONG, "head -c 10000 /dev/zero | tr '\\0' x; echo; echo DONE");

        assertThat(lines).extracting(String::length).containsExactly(4096, 4096, 1808, 4);
    }

    @Test
    void startsMachineWithEmptyStandardInput() throws Exception {
        run(LONG, "cat; echo DONE");
    }

    @Test
    void killsMachineWhenInterrupted() throws Exception {
        Thread runner = Thread.currentThread();
        QemuRun run = new QemuRun("DONE", LONG, log, line -> runner.interrupt());

        assertThatThrownBy(() -> run.run(shell("echo $$ > pid; echo up; exec sleep 1000")))
                .isInstanceOf(InterruptedException.class);
        assertGone("pid");
    }

    @Test
    void killsMachineWhenListenerFails() throws Exception {
        QemuRun run = new QemuRun("DONE", LONG, log, line -> {
            throw new IllegalStateException("listener");
        });

        assertThatThrownBy(() -> run.run(shell("echo $$ > pid; echo up; exec sleep 1000")))
                .isInstanceOf(IllegalStateException.class);
        assertGone("pid");
    }

    @Test
    void killsMachineWhenJvmEnds() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        // The other JVM prints "up" as soon as its machine has started.
        assertThat(jvm.getInputStream().read()).isEqualTo('u');
        jvm.destroy();
        jvm.waitFor();

        assertGone("pid");
    }

    @Test
    void failsWhenQemuDoesNotExist() {
        assertThatThrownBy(() -> new QemuRun("DONE", LONG, log, lines::add).run(List.of("/nowhere/qemu")))
                .isInstanceOf(QemuException.class)
                .hasMessageContaining("cannot start /nowhere/qemu");
    }

    private void run(Duration timeout, String script) throws QemuException, InterruptedException {
        new QemuRun("DONE", timeout, log, lines::add).run(shell(script));
    }

    private List<String> shell(String script) {
        return List.of("sh", "-c", "cd '" + directory + "'; " + script);
    }

    private void assertGone(String pidFile) throws IOException, InterruptedException {
        long pid = Long.parseLong(Files.readString(directory.resolve(pidFile)).strip());
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        // A killed process does not end at once. A killed grandchild remains a zombie if no process waits for it.
        long deadline = System.nanoTime() + LONG.toNanos();
        while (process.isPresent() && process.get().isAlive() && !isZombie(pid)) {
            assertThat(System.nanoTime()).as("process %d still exists", pid).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static boolean isZombie(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/stat")).matches("(?s).*\\) [ZX] .*");
        } catch (IOException e) {
            return true;
        }
    }

    /** The main class of a JVM that runs a machine until the JVM is killed. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] args) throws Exception {
            Path directory = Path.of(args[0]);
            new QemuRun("DONE", LONG, directory.resolve("victim.log"), System.out::println)
                    .run(List.of("sh", "-c", "echo $$ > '" + directory + "/pid'; echo up; exec sleep 1000"));
        }
    }
}
