// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.qemu;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.lbpayload.maven.io.ChildProcess;
import org.lbpayload.maven.io.Reason;

/** One run of a QEMU machine, which succeeds when the machine prints the success line on the serial port. */
public final class QemuRun {

    private static final int TAIL_LINES = 20;

    /**
     * The capacity of the queue of output lines. A full queue blocks the machine, so its output cannot exhaust the
     * heap.
     */
    private static final int QUEUED_LINES = 1000;

    /**
     * The duration for which output is still read after a kernel panic. The kernel prints the stack trace after the
     * panic line.
     */
    private static final Duration AFTER_PANIC = Duration.ofSeconds(2);

    private final String successLine;
    private final Duration timeout;
    private final Path log;
    private final Consumer<String> listener;
    private final Deque<String> tail = new ArrayDeque<>();

    /**
     * @param successLine the line that the machine prints on success; leading and trailing white space is ignored
     * @param timeout the maximum time until the success line appears
     * @param log the log file to create or replace, in which the seconds since the start precede each line of output
     * @param listener a consumer that receives each line, with control characters replaced, in the thread that calls
     *     {@link #run}
     */
    public QemuRun(String successLine, Duration timeout, Path log, Consumer<String> listener) {
        this.successLine = successLine.strip();
        this.timeout = timeout;
        this.log = log;
        this.listener = listener;
    }

    /**
     * Runs a machine until its success line appears, then kills QEMU. The guest must therefore sync its disks before
     * printing the line. When this method returns or throws an exception, QEMU has exited.
     *
     * @param command the command that {@link QemuMachine#command()} returns
     * @throws QemuException if the machine ends, panics or times out before printing the success line; the message
     *     contains the last lines of the output
     */
    public void run(List<String> command) throws QemuException, InterruptedException {
        try (OutputStream logStream = Files.newOutputStream(log)) {
            ChildProcess child = start(command);
            BlockingQueue<SerialReader.Event> events = new LinkedBlockingQueue<>(QUEUED_LINES);
            Thread reader = new Thread(
                    new SerialReader(child.process().getInputStream(), logStream, events), "lbpayload-serial-reader");
            reader.setDaemon(true);
            reader.start();
            try {
                watch(events, child.process());
            } finally {
                child.close();
                finish(reader, events);
            }
        } catch (IOException e) {
            throw new QemuException("cannot write the log file " + log + ": " + Reason.of(e), e);
        }
    }

    private static ChildProcess start(List<String> command) throws QemuException {
        try {
            return ChildProcess.start(command);
        } catch (IOException e) {
            throw cannotStart(command.get(0), e);
        }
    }

    static QemuException cannotStart(String executable, IOException e) {
        return new QemuException(
                "cannot start " + executable + ": " + Reason.of(e)
                        + ": install QEMU, or set <qemuExecutable> to the path of QEMU",
                e);
    }

    /**
     * Waits until the reader has written all output to the log, but no longer than {@link #AFTER_PANIC}. The reader
     * ends when no process has the machine's output pipe open.
     */
    private static void finish(Thread reader, BlockingQueue<SerialReader.Event> events) throws InterruptedException {
        long end = System.nanoTime() + AFTER_PANIC.toNanos();
        while (reader.isAlive() && System.nanoTime() < end) {
            events.clear(); // the reader may be waiting for space in the queue
            reader.join(1);
        }
    }

    private void watch(BlockingQueue<SerialReader.Event> events, Process process)
            throws QemuException, IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean panicked = false;
        while (true) {
            long remaining = deadline - System.nanoTime();
            // Without this check, a machine that prints continuously would never time out.
            SerialReader.Event event = remaining <= 0 ? null : events.poll(remaining, TimeUnit.NANOSECONDS);
            if (event == null) {
                throw failure(panicked ? "its kernel panicked" : "it timed out after " + timeout.toSeconds() + " s");
            }
            if (event.failure() != null) {
                throw event.failure();
            }
            if (event.line() == null) {
                int status = process.waitFor();
                throw failure(panicked ? "its kernel panicked" : "QEMU ended with exit code " + status);
            }
            String line = event.line();
            remember(line);
            listener.accept(line);
            if (!panicked && line.strip().equals(successLine)) {
                return;
            }
            if (!panicked && line.contains("Kernel panic - not syncing")) {
                panicked = true;
                deadline = Math.min(deadline, System.nanoTime() + AFTER_PANIC.toNanos());
            }
        }
    }

    private void remember(String line) {
        if (tail.size() == TAIL_LINES) {
            tail.removeFirst();
        }
        tail.addLast(line);
    }

    private QemuException failure(String reason) {
        StringBuilder message = new StringBuilder("the machine did not print '" + successLine + "': " + reason
                + "; its output is in " + log + " and ends with:");
        tail.forEach(line -> message.append("\n  ").append(line));
        return new QemuException(message.toString());
    }
}
