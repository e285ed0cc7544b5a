// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;

/**
 * An HTTP/1.1 connection to a server or a proxy for consecutive requests (RFC 9112). The size of the response headers
 * and the time to receive them are limited.
 */
final class Http1Connection implements Closeable {
    /** The maximum size of the response headers, including body bytes that arrive in the same read. */
    private static final int MAX_HEADER_BYTES = 1 << 16;

    private static final int MAX_LINE_BYTES = 1 << 14;

    private static final Http1Config HEADER_LIMITS =
            Http1Config.custom().setMaxHeaderCount(200).build();

    private static final Http1Config TRAILER_LIMITS =
            Http1Config.custom().setMaxHeaderCount(20).build();

    private static final int HEADER_BUFFER = 1 << 14;
    private static final int BODY_BUFFER = 1 << 16;

    /** The maximum number of decimal digits that always fit into a {@code long}. */
    private static final int MAX_DIGITS = 18;

    private final Peer peer;
    private final DeadlineChannel channel;
    private final ResponseBytes in = new ResponseBytes();
    private final SessionInputBufferImpl buffer = new SessionInputBufferImpl(HEADER_BUFFER, MAX_LINE_BYTES);
    private final DefaultHttpResponseParser parser = new DefaultHttpResponseParser(HEADER_LIMITS);
    private final byte[] bodyBuffer = new byte[BODY_BUFFER];

    record Peer(String host, int port) {}

    /**
     * Connects to a server or proxy.
     *
     * @throws HttpConnectTimeoutException if the peer does not answer before the timeout
     * @throws IOException if the connection fails
     */
    Http1Connection(Peer peer, Duration timeout) throws IOException {
        this.peer = peer;
        try {
            channel = new DeadlineChannel(peer.host(), peer.port(), timeout);
        } catch (SocketTimeoutException e) {
            throw timeout(new HttpConnectTimeoutException("no connection"), e);
        }
    }

    Peer peer() {
        return peer;
    }

    private static IOException timeout(HttpTimeoutException timeout, SocketTimeoutException cause) {
        timeout.initCause(cause);
        return timeout;
    }

    /**
     * Sends a GET request and waits for the response headers.
     *
     * @param target the path, or the whole URL if the peer is a proxy
     * @return the response, whose body {@link #body} returns
     * @throws HttpTimeoutException if the headers are not complete before the timeout
     * @throws IOException if the connection breaks, the response is not HTTP, or its headers are too long
     * @throws IllegalArgumentException if the status code is 0
     */
    ClassicHttpResponse get(String target, Map<String, String> headers, Duration timeout) throws IOException {
        channel.setDeadline(timeout);
        in.startResponse();
        try {
            channel.write(request(target, headers));
            ClassicHttpResponse response = parser.parse(buffer, in);
            while (response.getCode() < HttpStatus.SC_SUCCESS) { // informational response (RFC 9110, section 15.2)
                response = parser.parse(buffer, in);
            }
            return response;
        } catch (SocketTimeoutException e) {
            throw timeout(new HttpTimeoutException("no headers"), e);
        } catch (HttpException e) {
            throw new IOException("the response is not HTTP", e);
        }
    }

    private static ByteBuffer request(String target, Map<String, String> headers) {
        StringBuilder text = new StringBuilder("GET ").append(target).append(" HTTP/1.1\r\n");
        // The value of a cookie comes from another response and can contain control characters.
        headers.forEach((name, value) -> text.append(name)
                .append(": ")
                .append(value.replaceAll("[\\x00-\\x1f\\x7f]", " "))
                .append("\r\n"));
        return ByteBuffer.wrap(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Returns whether any byte has arrived since the last request. */
    boolean hasReceived() {
        return in.hasReceived;
    }

    /**
     * Returns the body of the response.
     *
     * @throws IllegalArgumentException if the Content-Length is malformed or contradictory
     */
    InputStream body(ClassicHttpResponse response) {
        Header encoding = response.getFirstHeader(HttpHeaders.TRANSFER_ENCODING);
        List<String> lengths = Arrays.stream(response.getHeaders(HttpHeaders.CONTENT_LENGTH))
                .map(Header::getValue)
                .distinct()
                .toList();
        in.startBody();
        if (encoding != null && encoding.getValue().equalsIgnoreCase("chunked")) {
            return new ChunkedInputStream(buffer, in, TRAILER_LIMITS);
        }
        if (lengths.isEmpty()) {
            in.startBodyUntilEnd();
            return new IdentityInputStream(buffer, in);
        }
        String length = lengths.get(0);
        if (lengths.size() > 1 || !length.matches("\\d+")) {
            throw new IllegalArgumentException("Content-Length: " + String.join(", ", lengths));
        }
        return new ContentLengthInputStream(
                buffer, in, length.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(length));
    }

    /**
     * Reads from the body of a response.
     *
     * @return the bytes, which are valid until the next call, or an empty buffer at the end of the body
     * @throws HttpTimeoutException if no byte of the body arrives before the timeout
     * @throws IOException if the connection breaks
     */
    ByteBuffer read(InputStream body, Duration timeout) throws IOException {
        channel.setDeadline(timeout);
        try {
            return ByteBuffer.wrap(bodyBuffer, 0, Math.max(0, body.read(bodyBuffer)));
        } catch (SocketTimeoutException e) {
            throw timeout(new HttpTimeoutException("no data"), e);
        }
    }

    /** Returns whether the connection is open and the server has sent no byte after the last response. */
    boolean isReady() {
        return !buffer.hasBufferedData() && channel.isSilent();
    }

    @Override
    public void close() {
        channel.close();
    }

    /** A stream of response bytes. Reading fails if the connection closes before the end of a response. */
    private final class ResponseBytes extends InputStream {
        private int headerBytes;
        private boolean isHeader;
        private boolean isBodyUntilEnd;
        private boolean hasReceived;

        void startResponse() {
            headerBytes = 0;
            isHeader = true;
            isBodyUntilEnd = false;
            hasReceived = false;
        }

        void startBody() {
            isHeader = false;
        }

        /** Starts a body that continues until the connection closes. */
        void startBodyUntilEnd() {
            isBodyUntilEnd = true;
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = channel.read(ByteBuffer.wrap(bytes, offset, length));
            if (count < 0 && !isBodyUntilEnd) {
                throw new ConnectionClosedException("the server closed the connection");
            }
            hasReceived |= count > 0;
            headerBytes += isHeader ? count : 0;
            if (headerBytes > MAX_HEADER_BYTES) {
                throw new IOException("the response headers are longer than " + MAX_HEADER_BYTES + " bytes");
            }
            return count;
        }
    }
}
