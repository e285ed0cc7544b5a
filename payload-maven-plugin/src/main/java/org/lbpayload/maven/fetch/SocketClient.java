// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.jspecify.annotations.Nullable;
import org.lbpayload.maven.fetch.Http1Connection.Peer;

/**
 * A client for {@code http} URLs that sends HTTP/1.1 requests in the calling thread. {@link JdkClient} takes twice as
 * long for small files, because several threads of the JDK handle each response.
 */
final class SocketClient implements Closeable {
    private final FetchSettings settings;
    private final ProxyRules proxies;

    /** The idle connections, the most recently used first. */
    private final Deque<Http1Connection> idle = new ArrayDeque<>();

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
        Optional<Proxy> proxy = proxies.proxyFor(url.scheme(), url.host());
        Peer peer = proxy.map(p -> new Peer(p.host(), p.port())).orElse(new Peer(url.host(), url.port()));
        String target = proxy.isPresent() ? url.text() : url.target();
        Map<String, String> sent = new HashMap<>(headers);
        sent.put("Host", url.authority());
        try {
            Http1Connection used = takeIdle(peer);
            if (used != null) {
                try {
                    return exchange(used, target, sent);
                } catch (HttpTimeoutException | ClosedByInterruptException e) {
                    throw e;
                } catch (IOException e) {
                    if (used.hasReceived()) {
                        throw e;
                    }
                    // The server closed the idle connection. Repeating a GET request has no side effects.
                }
            }
            return exchange(new Http1Connection(peer, settings.connectTimeout()), target, sent);
        } catch (ClosedByInterruptException e) {
            throw interrupted();
        }
    }

    /** Clears the interrupt status of the thread and returns the exception that replaces it. */
    private static InterruptedException interrupted() {
        Thread.interrupted();
        return new InterruptedException();
    }

    private Exchange exchange(Http1Connection connection, String target, Map<String, String> headers)
            throws IOException {
        boolean complete = false;
        try {
            ClassicHttpResponse response = connection.get(target, headers, settings.stallTimeout());
            Exchange exchange = new Exchange(connection, response, connection.body(response));
            complete = true;
            return exchange;
        } finally {
            if (!complete) {
                connection.close();
            }
        }
    }

    private @Nullable Http1Connection takeIdle(Peer peer) {
        synchronized (idle) {
            for (Iterator<Http1Connection> candidates = idle.iterator(); candidates.hasNext(); ) {
                Http1Connection candidate = candidates.next();
                if (candidate.peer().equals(peer)) {
                    candidates.remove();
                    if (candidate.isReady()) {
                        return candidate;
                    }
                    candidate.close();
                }
            }
            return null;
        }
    }

    /** Keeps the connection for later requests. There are never more idle connections than download threads. */
    private void keep(Http1Connection connection) {
        synchronized (idle) {
            idle.addFirst(connection);
            if (idle.size() > settings.threads()) {
                idle.removeLast().close();
            }
        }
    }

    /** Closes the idle connections. */
    @Override
    public void close() {
        synchronized (idle) {
            idle.forEach(Http1Connection::close);
            idle.clear();
        }
    }

    private final class Exchange implements HttpExchange {
        private final Http1Connection connection;
        private final ClassicHttpResponse response;
        private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final InputStream body;
        private boolean isEnded;

        Exchange(Http1Connection connection, ClassicHttpResponse response, InputStream body) {
            this.connection = connection;
            this.response = response;
            this.body = body;
            for (Header header : response.getHeaders()) {
                headers.computeIfAbsent(header.getName(), name -> new ArrayList<>())
                        .add(header.getValue());
            }
        }

        @Override
        public int status() {
            return response.getCode();
        }

        @Override
        public Map<String, List<String>> headers() {
            return headers;
        }

        @Override
        public boolean marksEnd() {
            return false;
        }

        @Override
        public List<ByteBuffer> next(Duration timeout) throws IOException, InterruptedException {
            try {
                ByteBuffer bytes = connection.read(body, timeout);
                isEnded = !bytes.hasRemaining();
                return isEnded ? List.of() : List.of(bytes);
            } catch (ClosedByInterruptException e) {
                throw interrupted();
            }
        }

        @Override
        public void close() {
            if (isEnded && isReusable()) {
                keep(connection);
            } else {
                connection.close();
            }
        }

        /**
         * Returns whether the client and the server agree on the end of the response (RFC 9112, sections 6.3 and 9.3).
         */
        private boolean isReusable() {
            boolean hasOneEnd = headers.containsKey("Content-Length") != headers.containsKey("Transfer-Encoding");
            return hasOneEnd && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(null, response, null);
        }
    }
}
