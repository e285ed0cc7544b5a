// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.qemu;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;

/**
 * Splits the serial output of a machine into lines, and copies it to a log in which each line starts with the seconds
 * since the start of the machine. The bytes come from a guest and are not trusted.
 */
final class SerialReader implements Runnable {

    /** Limits the memory that a guest can fill with an endless line. */
    private static final int MAXIMUM_LINE_BYTES = 4096;

    /**
     * A line of the output, or an error of the log file. Both components are null at the end of the output.
     *
     * @param line the line without its line end, with control characters replaced, or null
     * @param failure the error of the log file, or null
     */
    record Event(String line, IOException failure) {}

    private final InputStream output;
    private final OutputStream log;
    private final BlockingQueue<Event> events;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final long start = System.nanoTime();
    private boolean inLoggedLine;
    private boolean afterReturn;

    SerialReader(InputStream output, OutputStream log, BlockingQueue<Event> events) {
        this.output = output;
        this.log = log;
        this.events = events;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[8192];
        try {
            for (int length = read(buffer); length >= 0; length = read(buffer)) {
                String time = String.format(Locale.ROOT, "[%9.3f] ", (System.nanoTime() - start) / 1e9);
                int logged = 0;
                for (int i = 0; i < length; i++) {
                    if (!inLoggedLine) {
                        log.write(buffer, logged, i - logged);
                        log.write(time.getBytes(StandardCharsets.US_ASCII));
                        logged = i;
                    }
                    inLoggedLine = buffer[i] != '\n';
                    put(buffer[i]);
                }
                log.write(buffer, logged, length - logged);
            }
            if (line.size() > 0) {
                pass();
            }
            pass(new Event(null, null));
        } catch (IOException e) {
            pass(new Event(null, e));
        }
    }

    /** Adds an event to the queue, and waits while the queue is full. */
    private void pass(Event event) {
        try {
            events.put(event);
        } catch (InterruptedException e) {
            throw new IllegalStateException("unexpected interrupt of the serial reader", e);
        }
    }

    private void put(byte next) {
        if (next == '\n') {
            pass();
        } else if (next == '\r') {
            afterReturn = true;
            return;
        } else {
            if (afterReturn) {
                // A lone carriage return starts the line again. Progress displays use this, and only their last state
                // is passed on.
                line.reset();
            } else if (line.size() == MAXIMUM_LINE_BYTES) {
                pass();
            }
            line.write(next);
        }
        afterReturn = false;
    }

    /** Treats a broken pipe as the end of the output, because it means that the machine ended. */
    private int read(byte[] buffer) {
        try {
            return output.read(buffer);
        } catch (IOException e) {
            return -1;
        }
    }

    private void pass() {
        String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
        line.reset();
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> printable.appendCodePoint(Character.isISOControl(c) && c != '\t' ? '?' : c));
        pass(new Event(printable.toString(), null));
    }
}
