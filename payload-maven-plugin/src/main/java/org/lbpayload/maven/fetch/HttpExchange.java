// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An answered request, whose response body is still to be read. */
interface HttpExchange extends AutoCloseable {
    int status();

    /** Returns the response headers. Their names are case-insensitive. */
    Map<String, List<String>> headers();

    /**
     * Returns whether the protocol itself marks the end of a body, so that a broken connection does not look like the
     * end.
     */
    boolean marksEnd();

    /**
     * Waits for more bytes of the body.
     *
     * @param timeout the time to wait; if it is not positive, only bytes that have arrived are returned
     * @return the bytes, or an empty list at the end of the body
     * @throws HttpTimeoutException if no byte arrives before the timeout
     * @throws IOException if the connection breaks
     */
    List<ByteBuffer> next(Duration timeout) throws IOException, InterruptedException;

    /** Stops reading. The connection is used again only if the end of the body was reached. */
    @Override
    void close();
}
