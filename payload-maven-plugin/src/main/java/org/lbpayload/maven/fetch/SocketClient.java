// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;

/**
 * Sends requests over HTTP/1.1 connections, in the thread that asks for them. It serves {@code http} URLs, for which it
 * takes less than half of the time of {@link JdkClient}, and the {@code https} URLs that {@link java.net.URI} rejects.
 */
final class SocketClient implements Closeable {
    /** The longest body, for example an error page, that is received only to use the connection again. */
    private static final long LONGEST_DISCARDED = 1 << 16;

    private static final Duration DISCARD_TIMEOUT = Duration.ofSeconds(1);

    private final FetchSettings settings;
    private final ProxyRules proxies;
    private final Deque<Idle> idle = new ArrayDeque<>();

    /** A connection that waits for the next request over the same route. */
    private record Idle(Route route, Http1Connection connection) {}

    /** @param encryptedOrigin the origin of a server to which the connection is encrypted, or empty */
    private record Route(String host, int port, String encryptedOrigin) {}

    SocketClient(FetchSettings settings, ProxyRules proxies) {
        this.settings = settings;
        this.proxies = proxies;
    }

    /**
     * Sends a GET request and waits for the response headers.
     *
     * @throws IllegalArgumentException if the server sends malformed headers, for example an invalid Content-Length
     */
    HttpExchange get(HttpUrl url, Map<String, String> headers) throws IOException, InterruptedException {
        boolean isEncrypted = url.scheme().equals("https");
        Optional<Proxy> proxy = proxies.proxyFor(url.scheme(), url.host());
        Route route = new Route(
                proxy.map(Proxy::host).orElse(url.host()),
                proxy.map(Proxy::port).orElse(url.port()),
                isEncrypted ? url.origin() : "");
        Map<String, String> sent = new HashMap<>(headers);
        sent.put("Host", url.authority());
        String proxyAuthorization = isEncrypted ? sent.remove("Proxy-Authorization") : null;
        String request = "GET " + (proxy.isPresent() && !isEncrypted ? url.text() : url.target());
        try {
            for (Http1Connection used = takeIdle(route); used != null; used = takeIdle(route)) {
                if (used.hasUnexpectedBytes()) {
                    used.close();
                    continue;
                }
                try {
                    return exchange(used, route, request, sent);
                } catch (HttpTimeoutException e) {
                    throw e;
                } catch (IOException e) {
                    if (used.hasReceived()) {
                        throw e;
                    }
                    // The server closed the connection before it received the request.
                }
            }
            return exchange(connect(route, url, proxy.isPresent(), proxyAuthorization), route, request, sent);
        } catch (IOException e) {
            throw unlessInterrupted(e);
        }
    }

    private static IOException unlessInterrupted(IOException e) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return e;
    }

    private Http1Connection connect(Route route, HttpUrl url, boolean isProxied, String proxyAuthorization)
            throws IOException {
        Http1Connection connection = new Http1Connection(route.host(), route.port(), settings.connectTimeout());
        boolean complete = false;
        try {
            if (!route.encryptedOrigin().isEmpty()) {
                if (isProxied) {
                    startTunnel(connection, url, proxyAuthorization);
                }
                connection.startTls(url.host(), url.port(), settings.stallTimeout());
            }
            complete = true;
            return connection;
        } finally {
            if (!complete) {
                connection.close();
            }
        }
    }

    /** Asks the proxy for a tunnel to the server (RFC 9110, section 9.3.6). */
    private void startTunnel(Http1Connection connection, HttpUrl url, String proxyAuthorization) throws IOException {
        String server = url.host() + ":" + url.port();
        Map<String, String> headers = new HashMap<>(Map.of("Host", server));
        if (proxyAuthorization != null) {
            headers.put("Proxy-Authorization", proxyAuthorization);
        }
        int status = connection
                .send("CONNECT " + server, headers, settings.stallTimeout())
                .getCode();
        if (status >= 300 || connection.hasUnexpectedBytes()) {
            throw new IOException("the proxy answered " + status + " to CONNECT");
        }
    }

    private Exchange exchange(Http1Connection connection, Route route, String request, Map<String, String> headers)
            throws IOException {
        boolean complete = false;
        try {
            ClassicHttpResponse response = connection.send(request, headers, settings.stallTimeout());
            Exchange exchange = new Exchange(connection, route, response, connection.body(response));
            complete = true;
            return exchange;
        } finally {
            if (!complete) {
                connection.close();
            }
        }
    }

    private Http1Connection takeIdle(Route route) {
        synchronized (idle) {
            for (Idle candidate : idle) {
                if (candidate.route().equals(route)) {
                    idle.remove(candidate);
                    return candidate.connection();
                }
            }
            return null;
        }
    }

    /** Keeps at most one idle connection for each thread; the one that was used last is taken first. */
    private void keep(Route route, Http1Connection connection) {
        synchronized (idle) {
            idle.addFirst(new Idle(route, connection));
            if (idle.size() > settings.threads()) {
                idle.removeLast().connection().close();
            }
        }
    }

    /** Closes the idle connections. */
    @Override
    public void close() {
        synchronized (idle) {
            for (Idle connection : idle) {
                connection.connection().close();
            }
            idle.clear();
        }
    }

    private final class Exchange implements HttpExchange {
        private final Http1Connection connection;
        private final Route route;
        private final ClassicHttpResponse response;
        private final InputStream body;
        private boolean isEnded;
        private boolean isBroken;

        Exchange(Http1Connection connection, Route route, ClassicHttpResponse response, InputStream body) {
            this.connection = connection;
            this.route = route;
            this.response = response;
            this.body = body;
        }

        @Override
        public int status() {
            return response.getCode();
        }

        @Override
        public Map<String, List<String>> headers() {
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (Header header : response.getHeaders()) {
                headers.computeIfAbsent(header.getName(), name -> new ArrayList<>())
                        .add(header.getValue());
            }
            return headers;
        }

        @Override
        public boolean marksEnd() {
            return false;
        }

        @Override
        public List<ByteBuffer> next() throws IOException, InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            try {
                ByteBuffer bytes = read(settings.stallTimeout());
                return isEnded ? List.of() : List.of(bytes);
            } catch (IOException e) {
                throw unlessInterrupted(e);
            }
        }

        private ByteBuffer read(Duration timeout) throws IOException {
            isBroken = true;
            ByteBuffer bytes = connection.read(body, timeout);
            isBroken = false;
            isEnded = !bytes.hasRemaining();
            return bytes;
        }

        @Override
        public void close() {
            try {
                if (!isBroken
                        && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(null, response, null)
                        && receiveRest()) {
                    keep(route, connection);
                } else {
                    connection.close();
                }
            } catch (IOException e) {
                connection.close();
            }
        }

        /** Receives the rest of the body if it is short; returns whether the end was reached. */
        private boolean receiveRest() throws IOException {
            long end = System.nanoTime() + DISCARD_TIMEOUT.toNanos();
            for (long received = 0; !isEnded && received <= LONGEST_DISCARDED; ) {
                received += read(Duration.ofNanos(end - System.nanoTime())).remaining();
            }
            return isEnded;
        }
    }
}
