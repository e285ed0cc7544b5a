// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

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

/** One run of a machine, watched by what it says on its serial port. */
public final class QemuRun {

    private static final int TAIL_LINES = 20;

    /** A machine that says more than Maven can log waits, rather than fill the memory. */
    private static final int LINES_WAITING = 1000;

    /** How long a kernel that panicked may go on talking: the stack trace comes after the line that says so. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final String successLine;
    private final Duration timeout;
    private final Path log;
    private final Consumer<String> listener;
    private final Deque<String> tail = new ArrayDeque<>();

    /**
     * Prepares a run.
     *
     * @param successLine the line that says all went well; compared whole, without white space at its ends
     * @param timeout how long the line may take to appear
     * @param log where all output goes, byte for byte; made or replaced
     * @param listener gets each line, control characters replaced, on the thread of {@link #run}
     */
    public QemuRun(String successLine, Duration timeout, Path log, Consumer<String> listener) {
        this.successLine = successLine.strip();
        this.timeout = timeout;
        this.log = log;
        this.listener = listener;
    }

    /**
     * Runs a machine until its success line appears, and switches it off there and then: what is to last must be on its
     * disk before the guest prints the line. Whatever happens, the machine is off when this returns.
     *
     * @param command the command, see {@link QemuMachine#command()}
     * @throws BootException if the machine ended, panicked or ran out of time without the line; says which, with the
     *     last lines
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public void run(List<String> command) throws BootException, InterruptedException {
        try (OutputStream logStream = Files.newOutputStream(log)) {
            ChildProcess child = ChildProcess.start(command);
            BlockingQueue<SerialReader.Event> events = new LinkedBlockingQueue<>(LINES_WAITING);
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
            throw new BootException("cannot write the log " + log + ": " + e, e);
        }
    }

    /** The pipe ends with its last writer, so the reader does as well; the log is whole then. */
    private static void finish(Thread reader, BlockingQueue<SerialReader.Event> events) throws InterruptedException {
        long end = System.nanoTime() + LAST_WORDS.toNanos();
        while (reader.isAlive() && System.nanoTime() < end) {
            events.clear(); // it may be waiting for room
            reader.join(1);
        }
    }

    private void watch(BlockingQueue<SerialReader.Event> events, Process process)
            throws BootException, IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean panicked = false;
        while (true) {
            long left = deadline - System.nanoTime();
            // A machine that never stops talking has no more time than a silent one.
            SerialReader.Event event = left <= 0 ? null : events.poll(left, TimeUnit.NANOSECONDS);
            if (event == null) {
                throw failure(
                        panicked ? "its kernel panicked" : "it ran out of its " + timeout.toSeconds() + " seconds");
            }
            if (event.failure() != null) {
                throw event.failure();
            }
            if (event.line() == null) {
                int status = process.waitFor();
                throw failure(panicked ? "its kernel panicked" : "QEMU ended with status " + status);
            }
            String line = event.line();
            remember(line);
            listener.accept(line);
            if (!panicked && line.strip().equals(successLine)) {
                return;
            }
            if (!panicked && line.contains("Kernel panic - not syncing")) {
                panicked = true;
                deadline = Math.min(deadline, System.nanoTime() + LAST_WORDS.toNanos());
            }
        }
    }

    private void remember(String line) {
        if (tail.size() == TAIL_LINES) {
            tail.removeFirst();
        }
        tail.addLast(line);
    }

    private BootException failure(String what) {
        StringBuilder message = new StringBuilder("the machine did not print '" + successLine + "': " + what
                + "; the whole of its output is in " + log + ", and these are the last lines:");
        tail.forEach(line -> message.append("\n  ").append(line));
        return new BootException(message.toString());
    }
}
