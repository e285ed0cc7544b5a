// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A request and its response, whose body has not been read yet. */
interface HttpExchange extends AutoCloseable {
    int status();

    /** Returns the response headers, whose names are case-insensitive. */
    Map<String, List<String>> headers();

    /**
     * Returns whether the protocol itself marks the end of a body, so that a broken connection cannot be mistaken for
     * the end.
     */
    boolean marksEnd();

    /**
     * Waits for more bytes of the body.
     *
     * @param timeout the maximum time to wait. With a timeout of zero or less, only bytes that have already arrived are
     *     returned
     * @return the bytes, or an empty list at the end of the body
     * @throws HttpTimeoutException if no byte arrives before the timeout
     * @throws IOException if the connection breaks
     */
    List<ByteBuffer> next(Duration timeout) throws IOException, InterruptedException;

    /** Stops reading. The connection is reused only if the whole body was read. */
    @Override
    void close();
}
