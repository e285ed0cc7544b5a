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
 * A reader that splits the serial output of a machine into lines and copies the output to a log. In the log, each line
 * starts with the seconds since the start of the machine. The bytes come from a guest and are not trusted.
 */
final class SerialReader implements Runnable {

    /** The maximum length of a line in bytes, so that an endless line cannot exhaust the heap. */
    private static final int MAXIMUM_LINE_BYTES = 4096;

    /**
     * A line of the output, or a failure to write the log file. Both components are null at the end of the output.
     *
     * @param line the line without line terminator and with control characters replaced, or null
     * @param failure the failure to write the log file, or null
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
                // A lone carriage return restarts the line, so only the last state of a progress display is kept.
                line.reset();
            } else if (line.size() == MAXIMUM_LINE_BYTES) {
                pass();
            }
            line.write(next);
        }
        afterReturn = false;
    }

    /** Treats a broken pipe as the end of the output, because the pipe breaks when the machine ends. */
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
