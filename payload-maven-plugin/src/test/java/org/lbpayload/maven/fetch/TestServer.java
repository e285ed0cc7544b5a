// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on the loopback interface that records its requests. */
final class TestServer implements AutoCloseable {
    /** A request that the server has received. */
    record Request(String path, Headers headers, int clientPort) {
        String header(String name) {
            return headers.getFirst(name);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();

    TestServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.start();
    }

    /** Answers requests for {@code path} with these responses in turn, and then repeats the last response. */
    TestServer at(String path, HttpHandler... answers) {
        Queue<HttpHandler> turns = new ArrayDeque<>(Arrays.asList(answers));
        server.createContext(path, exchange -> {
            requests.add(new Request(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    exchange.getRemoteAddress().getPort()));
            HttpHandler answer;
            synchronized (turns) {
                answer = turns.size() > 1 ? turns.remove() : turns.element();
            }
            try (exchange) {
                answer.handle(exchange);
            }
        });
        return this;
    }

    /** Returns a handler that sends the content, or the range that the client requests. */
    static HttpHandler content(byte[] content) {
        return exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
            if (from == 0) {
                send(exchange, 200, content);
            } else if (from >= content.length) {
                send(exchange, 416, new byte[0]);
            } else {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
                send(exchange, 206, Arrays.copyOfRange(content, from, content.length));
            }
        };
    }

    /** Returns a handler that sends the whole content even if the client requests a range. */
    static HttpHandler whole(byte[] content) {
        return exchange -> send(exchange, 200, content);
    }

    static HttpHandler status(int status, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            send(exchange, status, "an error page".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        };
    }

    static HttpHandler redirect(String location) {
        return status(302, "Location", location);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    int port() {
        return server.getAddress().getPort();
    }

    Mirror mirror() {
        return Mirror.of(url("/"), java.util.Optional.empty());
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Returns the number of connections on which requests arrived. */
    long connections() {
        return requests.stream().mapToInt(Request::clientPort).distinct().count();
    }

    List<String> paths() {
        return requests.stream().map(Request::path).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
