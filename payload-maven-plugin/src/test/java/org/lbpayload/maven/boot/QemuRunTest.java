// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

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

/** Shell scripts stand for the machine: they say the same things sooner. */
@Timeout(60)
class QemuRunTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private Path log;
    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void nameTheLog() {
        log = folder.resolve("serial.log");
    }

    @Test
    void succeedsWhenTheLineAppearsAndSwitchesTheMachineOff() throws Exception {
        run(LONG, "echo $$ > pid; echo booting; echo DONE; exec sleep 1000");

        assertThat(lines).containsExactly("booting", "DONE");
        assertThat(log).hasContent("booting\nDONE\n");
        assertGone("pid");
    }

    @Test
    void takesWhatTheMachineStartedDownWithIt() throws Exception {
        run(LONG, "sleep 1000 & echo $! > child; echo $$ > pid; echo DONE; wait");

        assertGone("pid");
        assertGone("child");
    }

    @Test
    void theLineMustStandAlone() {
        assertThatThrownBy(() -> run(LONG, "echo '+ echo DONE'; echo NOT DONE"))
                .isInstanceOf(BootException.class)
                .hasMessageContaining("did not print 'DONE': QEMU ended with status 0");
    }

    @Test
    void carriageReturnsAndWhiteSpaceAtTheEndsDoNotMatter() throws Exception {
        run(LONG, "printf ' DONE \\r\\n'");
    }

    @Test
    void ofALineThatIsWrittenOverTheLastStateCounts() throws Exception {
        run(LONG, "printf '10%%\\r90%%\\r\\r\\nDONE\\r\\n'");

        assertThat(lines).containsExactly("90%", "DONE");
    }

    @Test
    void theLastLineNeedsNoLineEnd() throws Exception {
        run(LONG, "printf DONE");
    }

    @Test
    void failsWithTheStatusAndTheLastLinesWhenTheMachineEnds() {
        assertThatThrownBy(() -> run(LONG, "for i in $(seq 1 30); do echo line $i; done; echo oops >&2; exit 3"))
                .isInstanceOf(BootException.class)
                .hasMessageContaining("QEMU ended with status 3")
                .hasMessageContaining(log.toString())
                .hasMessageEndingWith("line 29\n  line 30\n  oops")
                .hasMessageNotContaining("line 11\n")
                .hasMessageContaining("line 12\n");
    }

    @Test
    void failsWhenTimeIsUp() throws Exception {
        assertThatThrownBy(() -> run(Duration.ofSeconds(1), "echo $$ > pid; echo booting; exec sleep 1000"))
                .isInstanceOf(BootException.class)
                .hasMessageContaining("ran out of its 1 seconds")
                .hasMessageEndingWith("\n  booting");
        assertGone("pid");
    }

    @Test
    void failsWhenTimeIsUpThoughTheMachineNeverStopsTalking() throws Exception {
        assertThatThrownBy(() -> run(Duration.ofSeconds(1), "echo $$ > pid; exec yes"))
                .isInstanceOf(BootException.class)
                .hasMessageContaining("ran out of its 1 seconds");
        assertGone("pid");
    }

    @Test
    void failsWhenTheKernelPanicsAndDoesNotWaitForTheTimeout() throws Exception {
        assertThatThrownBy(() -> run(
                        LONG,
                        "echo $$ > pid; echo '[ 1.0] Kernel panic - not syncing: VFS'; echo trace; exec sleep 1000"))
                .isInstanceOf(BootException.class)
                .hasMessageContaining("its kernel panicked")
                .hasMessageEndingWith("VFS\n  trace");
        assertGone("pid");
    }

    @Test
    void aLineAfterThePanicIsNoSuccess() {
        assertThatThrownBy(() -> run(LONG, "echo 'Kernel panic - not syncing: x'; echo DONE"))
                .isInstanceOf(BootException.class)
                .hasMessageContaining("its kernel panicked");
    }

    @Test
    void controlCharactersReachTheLogButNotTheListener() throws Exception {
        run(LONG, "printf '\\033[2Jred\\007\\nDONE\\n'");

        assertThat(lines).containsExactly("?[2Jred?", "DONE");
        assertThat(log).hasContent("\033[2Jred\007\nDONE\n");
    }

    @Test
    void aLineWithoutEndIsCut() throws Exception {
        run(LONG, "head -c 10000 /dev/zero | tr '\\0' x; echo; echo DONE");

        assertThat(lines).extracting(String::length).containsExactly(4096, 4096, 1808, 4);
    }

    @Test
    void theGuestGetsNothingFromOurStandardInput() throws Exception {
        run(LONG, "cat; echo DONE");
    }

    @Test
    void anInterruptedRunLeavesNoMachine() throws Exception {
        Thread runner = Thread.currentThread();
        QemuRun run = new QemuRun("DONE", LONG, log, line -> runner.interrupt());

        assertThatThrownBy(() -> run.run(shell("echo $$ > pid; echo up; exec sleep 1000")))
                .isInstanceOf(InterruptedException.class);
        assertGone("pid");
    }

    @Test
    void aListenerThatFailsLeavesNoMachine() throws Exception {
        QemuRun run = new QemuRun("DONE", LONG, log, line -> {
            throw new IllegalStateException("listener");
        });

        assertThatThrownBy(() -> run.run(shell("echo $$ > pid; echo up; exec sleep 1000")))
                .isInstanceOf(IllegalStateException.class);
        assertGone("pid");
    }

    @Test
    void theEndOfTheJvmIsTheEndOfTheMachine() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        // The victim prints once its machine is up.
        assertThat(jvm.getInputStream().read()).isEqualTo('u');
        jvm.destroy();
        jvm.waitFor();

        assertGone("pid");
    }

    @Test
    void saysThatQemuIsMissing() {
        assertThatThrownBy(() -> new QemuRun("DONE", LONG, log, lines::add).run(List.of("/nowhere/qemu")))
                .isInstanceOf(BootException.class)
                .hasMessageContaining("cannot start /nowhere/qemu");
    }

    private void run(Duration timeout, String script) throws BootException, InterruptedException {
        new QemuRun("DONE", timeout, log, lines::add).run(shell(script));
    }

    private List<String> shell(String script) {
        return List.of("sh", "-c", "cd '" + folder + "'; " + script);
    }

    private void assertGone(String pidFile) throws IOException, InterruptedException {
        long pid = Long.parseLong(Files.readString(folder.resolve(pidFile)).strip());
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        // A child of a child was sent SIGKILL, but nobody waits for it: it may take a moment, or stay as a zombie.
        long deadline = System.nanoTime() + LONG.toNanos();
        while (process.isPresent() && process.get().isAlive() && !isZombie(pid)) {
            assertThat(System.nanoTime()).as("process %d is still there", pid).isLessThan(deadline);
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

    /** A JVM with a machine that never ends. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] args) throws Exception {
            Path folder = Path.of(args[0]);
            new QemuRun("DONE", LONG, folder.resolve("victim.log"), System.out::println)
                    .run(List.of("sh", "-c", "echo $$ > '" + folder + "/pid'; echo up; exec sleep 1000"));
        }
    }
}
