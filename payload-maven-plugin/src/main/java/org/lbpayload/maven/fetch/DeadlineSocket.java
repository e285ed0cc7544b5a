// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A socket whose reads end at a deadline and soon after an interrupt. The read timeout of {@link Socket} starts again
 * with each byte, so a server that sends single bytes would never reach it.
 */
final class DeadlineSocket extends Socket {
    private static final long LONGEST_WAIT_MILLIS = 200;

    private long deadline = System.nanoTime();

    /**
     * Sets the deadline of all later reads, which throw {@link SocketTimeoutException} once it is over.
     *
     * @param time the time from now, at most a year
     */
    void setDeadline(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] single = new byte[1];
                return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                while (true) {
                    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                    if (left <= 0) {
                        throw new SocketTimeoutException();
                    }
                    setSoTimeout((int) Math.min(left, LONGEST_WAIT_MILLIS));
                    try {
                        return super.read(bytes, offset, length);
                    } catch (SocketTimeoutException e) {
                        if (Thread.currentThread().isInterrupted()) {
                            throw new ClosedByInterruptException();
                        }
                    }
                }
            }
        };
    }
}
