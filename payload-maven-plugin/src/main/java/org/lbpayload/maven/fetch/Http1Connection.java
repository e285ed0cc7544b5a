// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;

/**
 * A connection to a server or a proxy that transfers one HTTP/1.1 response after the other (RFC 9112). No response can
 * take more memory than the buffers and limits allow, or more time than the deadlines.
 */
final class Http1Connection implements Closeable {
    /** Larger than the limits of common servers for requests, which are 8 KiB for a line and 100 headers. */
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(1 << 16)
            .setMaxHeaderCount(200)
            .build();

    private static final int MAX_INFORMATIONAL_RESPONSES = 20;

    /**
     * A request of this size fits into the send buffer of a socket, so that sending it does not wait for the server.
     */
    private static final int MAX_REQUEST_BYTES = 1 << 14;

    private static final int HEAD_BUFFER = 1 << 14;
    private static final int BODY_BUFFER = 1 << 16;

    private final DeadlineSocket plainSocket = new DeadlineSocket();
    private final SessionInputBufferImpl buffer = new SessionInputBufferImpl(HEAD_BUFFER, LIMITS.getMaxLineLength());
    private final DefaultHttpResponseParser parser = new DefaultHttpResponseParser(LIMITS);
    private final byte[] bodyBuffer = new byte[BODY_BUFFER];
    private Socket socket = plainSocket;
    private InputStream in;
    private long receivedBefore;

    /**
     * Connects to a server or proxy.
     *
     * @throws HttpConnectTimeoutException if it does not answer in time
     * @throws UnknownHostException if the host name is unknown
     */
    Http1Connection(String host, int port, Duration timeout) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        try {
            if (address.isUnresolved()) {
                throw new UnknownHostException(host);
            }
            plainSocket.setTcpNoDelay(true);
            plainSocket.connect(address, (int) timeout.toMillis());
            in = plainSocket.getInputStream();
        } catch (SocketTimeoutException e) {
            plainSocket.close();
            throw timeout(new HttpConnectTimeoutException("no connection"), e);
        } catch (IOException e) {
            plainSocket.close();
            throw e;
        }
    }

    private static IOException timeout(HttpTimeoutException timeout, SocketTimeoutException cause) {
        timeout.initCause(cause);
        return timeout;
    }

    /** Starts TLS with the server, whose certificate must be trusted and name the host. */
    void startTls(String host, int port, Duration timeout) throws IOException {
        plainSocket.setDeadline(timeout);
        try {
            SSLSocket encrypted =
                    (SSLSocket) SSLContext.getDefault().getSocketFactory().createSocket(plainSocket, host, port, true);
            socket = encrypted;
            SSLParameters parameters = encrypted.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            encrypted.setSSLParameters(parameters);
            encrypted.startHandshake();
            in = encrypted.getInputStream();
        } catch (SocketTimeoutException e) {
            throw timeout(new HttpTimeoutException("no TLS handshake"), e);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /**
     * Sends a request without a body and waits for the response headers.
     *
     * @param request the method and the target, separated by a space
     * @return the response without its body, which {@link #body} returns
     * @throws HttpTimeoutException if the headers are not complete in time
     * @throws IOException if the connection breaks or the response is malformed
     */
    ClassicHttpResponse send(String request, Map<String, String> headers, Duration timeout) throws IOException {
        plainSocket.setDeadline(timeout);
        receivedBefore = received();
        socket.getOutputStream().write(bytes(request, headers));
        try {
            for (int i = 0; i <= MAX_INFORMATIONAL_RESPONSES; i++) {
                ClassicHttpResponse response = parser.parse(buffer, in);
                if (response == null) {
                    throw new ConnectionClosedException("the server closed the connection without a response");
                }
                if (response.getCode() >= HttpStatus.SC_SUCCESS) {
                    return response;
                }
            }
        } catch (SocketTimeoutException e) {
            throw timeout(new HttpTimeoutException("no headers"), e);
        } catch (HttpException e) {
            throw new IOException("the response is not HTTP", e);
        }
        throw new IOException("more than " + MAX_INFORMATIONAL_RESPONSES + " informational responses");
    }

    private static byte[] bytes(String request, Map<String, String> headers) throws IOException {
        StringBuilder text = new StringBuilder(request).append(" HTTP/1.1\r\n");
        headers.forEach((name, value) -> text.append(name)
                .append(": ")
                .append(value.replaceAll("[\\x00-\\x1f\\x7f]", " "))
                .append("\r\n"));
        byte[] bytes = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length > MAX_REQUEST_BYTES) {
            throw new IOException("the request is longer than " + MAX_REQUEST_BYTES + " bytes");
        }
        return bytes;
    }

    private long received() {
        return buffer.getMetrics().getBytesTransferred();
    }

    /** Returns whether any byte has arrived since the last request was sent. */
    boolean hasReceived() {
        return received() > receivedBefore;
    }

    /**
     * Returns the body of the response.
     *
     * @throws IllegalArgumentException if its headers do not say where it ends
     */
    InputStream body(ClassicHttpResponse response) {
        int status = response.getCode();
        if (status == HttpStatus.SC_NO_CONTENT || status == HttpStatus.SC_NOT_MODIFIED) {
            return InputStream.nullInputStream();
        }
        try {
            long length = DefaultContentLengthStrategy.INSTANCE.determineLength(response);
            if (length == ContentLengthStrategy.CHUNKED) {
                return new ChunkedInputStream(buffer, in, LIMITS);
            }
            return length == ContentLengthStrategy.UNDEFINED
                    ? new IdentityInputStream(buffer, in)
                    : new ContentLengthInputStream(buffer, in, length);
        } catch (HttpException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Reads from the body of a response.
     *
     * @return the bytes, which are valid until the next call; empty at the end of the body
     * @throws HttpTimeoutException if no byte of the body arrives in time
     * @throws IOException if the connection breaks
     */
    ByteBuffer read(InputStream body, Duration timeout) throws IOException {
        plainSocket.setDeadline(timeout);
        try {
            return ByteBuffer.wrap(bodyBuffer, 0, Math.max(0, body.read(bodyBuffer)));
        } catch (SocketTimeoutException e) {
            throw timeout(new HttpTimeoutException("no data"), e);
        }
    }

    /** Returns whether the server has sent bytes that belong to no response. */
    boolean hasUnexpectedBytes() throws IOException {
        return buffer.hasBufferedData() || in.available() > 0;
    }

    /** Closes the connection; a failure to do so has no effect on data that was received. */
    @Override
    public void close() {
        try {
            plainSocket.close();
        } catch (IOException e) {
            // The operating system releases the socket all the same.
        }
    }
}
