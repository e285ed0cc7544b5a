// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;

/** Cuts a machine's serial output into lines. The bytes come from a guest and may be anything. */
final class SerialReader implements Runnable {

    /** A guest that never ends its line must not fill the memory. */
    private static final int MAXIMUM_LINE_BYTES = 4096;

    /**
     * A line, the failure to write the log, or (both null) the end of the output.
     *
     * @param line without its line end and control characters; may be null
     * @param failure may be null
     */
    record Event(String line, IOException failure) {}

    private final InputStream output;
    private final OutputStream log;
    private final BlockingQueue<Event> events;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
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
                log.write(buffer, 0, length);
                for (int i = 0; i < length; i++) {
                    put(buffer[i]);
                }
            }
            if (line.size() > 0) {
                pass();
            }
            pass(new Event(null, null));
        } catch (IOException e) {
            pass(new Event(null, e));
        }
    }

    /** Waits while whoever reads the events has not kept up. */
    private void pass(Event event) {
        try {
            events.put(event);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the reader", e);
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
                // What follows is written over what was there: a progress line, of which only the last state counts.
                line.reset();
            } else if (line.size() == MAXIMUM_LINE_BYTES) {
                pass();
            }
            line.write(next);
        }
        afterReturn = false;
    }

    /** A pipe that breaks is a machine that ended. */
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
