// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests for URLs that {@link java.net.URI} rejects and that {@link StandardHttp} therefore cannot send.
 * {@link URL} does not check its characters. Chunked responses are refused, because {@link HttpURLConnection} stores
 * the trailers of a response without limit.
 */
final class LenientHttp {
    private static final int BUFFER = 1 << 16;

    /** Replaces a default authenticator of the build, which could send its credentials. */
    private static final Authenticator NO_CREDENTIALS = new Authenticator() {};

    private final FetchSettings settings;
    private final ProxyRules proxies;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "lbpayload-http");
        thread.setDaemon(true);
        return thread;
    });

    LenientHttp(FetchSettings settings, ProxyRules proxies) {
        this.settings = settings;
        this.proxies = proxies;
    }

    /** Sends a GET request and waits for the response headers. */
    HttpExchange get(HttpUrl url, Map<String, String> headers) throws IOException, InterruptedException {
        HttpURLConnection connection =
                (HttpURLConnection) new URL(url.text()).openConnection(proxies.javaProxy(url.scheme(), url.host()));
        Future<HttpExchange> response = threads.submit(() -> request(connection, headers));
        // A read timeout starts again with each byte, so a server that sends single bytes would never reach it.
        Duration limit = settings.connectTimeout().plus(settings.stallTimeout());
        boolean complete = false;
        try {
            HttpExchange exchange = response.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            complete = true;
            return exchange;
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no headers");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            // HttpURLConnection throws several unchecked exceptions and even errors if a response is malformed.
            throw new IOException("the response is malformed", e.getCause());
        } finally {
            if (!complete) {
                connection.disconnect();
            }
        }
    }

    private HttpExchange request(HttpURLConnection connection, Map<String, String> headers) throws IOException {
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout((int) settings.connectTimeout().toMillis());
        connection.setReadTimeout((int) settings.stallTimeout().toMillis());
        connection.setAuthenticator(NO_CREDENTIALS);
        headers.forEach(connection::setRequestProperty);
        try {
            connection.connect();
        } catch (SocketTimeoutException e) {
            throw timeout(new HttpConnectTimeoutException("no connection"), e);
        }
        try {
            int status = connection.getResponseCode();
            if (status < 0) {
                throw new IOException("the response is not HTTP");
            }
            if (connection.getHeaderField("Transfer-Encoding") != null) {
                throw new IOException("the response is chunked, which is not supported for URLs with characters that"
                        + " have to be percent-encoded");
            }
            return new Exchange(connection, status, status < 400 ? connection.getInputStream() : null);
        } catch (SocketTimeoutException e) {
            throw timeout(new HttpTimeoutException("no headers"), e);
        }
    }

    private static IOException timeout(HttpTimeoutException timeout, SocketTimeoutException cause) {
        timeout.initCause(cause);
        return timeout;
    }

    /** @param body null if the status reports an error */
    private record Exchange(HttpURLConnection connection, int status, InputStream body) implements HttpExchange {
        @Override
        public Map<String, List<String>> headers() {
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            connection.getHeaderFields().forEach((name, values) -> {
                if (name != null) { // the status line has no name
                    headers.put(name, values);
                }
            });
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
            byte[] buffer = new byte[BUFFER];
            try {
                int bytes = body.read(buffer);
                return bytes < 0 ? List.of() : List.of(ByteBuffer.wrap(buffer, 0, bytes));
            } catch (SocketTimeoutException e) {
                throw timeout(new HttpTimeoutException("no data"), e);
            }
        }

        @Override
        public void close() {
            // This keeps the connection if the rest of the body is short. Disconnecting would always close it.
            InputStream rest = body == null ? connection.getErrorStream() : body;
            try {
                if (rest != null) {
                    rest.close();
                }
            } catch (IOException e) {
                connection.disconnect();
            }
        }
    }
}
