// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A client for {@code https} URLs, based on the JDK's HTTP client. Uses HTTP/2 if the server supports HTTP/2. */
final class JdkClient {
    private final HttpClient.Builder builder;
    private final Duration responseTimeout;
    private @Nullable HttpClient client;

    JdkClient(FetchSettings settings, ProxyRules proxies) {
        // Leaves the client time to report an unreachable host before this timeout.
        Duration connected = settings.connectTimeout().plusSeconds(1);
        this.responseTimeout = connected.compareTo(settings.stallTimeout()) > 0 ? connected : settings.stallTimeout();
        this.builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .proxy(proxies);
    }

    /** Returns the maximum time to wait for the headers of a response. */
    Duration responseTimeout() {
        return responseTimeout;
    }

    /**
     * Returns the client. The client is created for the first request, because loading TLS takes longer than a small
     * download. Before Java 21, a client cannot be closed. The threads of a client are daemons and end when the client
     * becomes unreachable.
     */
    private synchronized HttpClient client() throws IOException {
        try {
            if (client == null) {
                client = builder.build();
            }
            return client;
        } catch (UncheckedIOException e) {
            throw e.getCause(); // for example, the trust store is damaged
        }
    }

    /**
     * Sends a GET request and waits for the response headers.
     *
     * @throws IllegalArgumentException if the server sends malformed headers, for example an invalid Content-Length
     */
    HttpExchange get(URI uri, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        headers.forEach(request::header);
        HttpResponse<BodyQueue> response = await(client().sendAsync(request.build(), info -> new BodyQueue()));
        return new Exchange(response);
    }

    /**
     * Waits for the headers. The timeout of the request is not used, because it also covers the body in newer JDKs
     * (JDK-8208693).
     */
    private <T> T await(CompletableFuture<T> response) throws IOException, InterruptedException {
        try {
            return response.get(responseTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no headers");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            if (e.getCause() instanceof RuntimeException malformed) {
                throw malformed;
            }
            throw new IOException(e.getCause());
        } finally {
            response.cancel(true); // no effect on a completed response
        }
    }

    private record Exchange(HttpResponse<BodyQueue> response) implements HttpExchange {
        @Override
        public int status() {
            return response.statusCode();
        }

        @Override
        public Map<String, List<String>> headers() {
            return response.headers().map();
        }

        @Override
        public boolean marksEnd() {
            return response.version() == HttpClient.Version.HTTP_2;
        }

        @Override
        public List<ByteBuffer> next(Duration timeout) throws IOException, InterruptedException {
            return hasBody() ? response.body().next(timeout) : List.of();
        }

        @Override
        public void close() {
            if (hasBody()) {
                response.body().cancelUnlessEnded();
            }
        }

        /** Returns whether the response has a body. The response of a proxy that refuses a tunnel has no body. */
        private boolean hasBody() {
            return response.body() != null;
        }
    }

    /**
     * A queue from which another thread takes the chunks of the body, with a timeout for each chunk. The JDK's own body
     * handlers have no timeout.
     */
    private static final class BodyQueue implements HttpResponse.BodySubscriber<BodyQueue> {
        /** The maximum number of received chunks that wait to be written. A chunk has at most 48 KiB. */
        private static final int AHEAD = 8;

        /** A chunk of the body. A chunk without buffers marks the end, with a failure if the body is incomplete. */
        private record Chunk(List<ByteBuffer> buffers, Throwable failure) {}

        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        private final BlockingQueue<Chunk> chunks = new LinkedBlockingQueue<>();
        private boolean isEnded;

        @Override
        public CompletionStage<BodyQueue> getBody() {
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public void onSubscribe(Flow.Subscription newSubscription) {
            subscription.complete(newSubscription);
            newSubscription.request(AHEAD);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            chunks.add(new Chunk(buffers, null));
        }

        @Override
        public void onError(Throwable failure) {
            chunks.add(new Chunk(List.of(), failure));
        }

        @Override
        public void onComplete() {
            chunks.add(new Chunk(List.of(), null));
        }

        List<ByteBuffer> next(Duration timeout) throws IOException, InterruptedException {
            Chunk chunk = chunks.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (chunk == null) {
                throw new HttpTimeoutException("no data");
            }
            if (chunk.failure() != null) {
                throw new IOException(chunk.failure().getMessage(), chunk.failure());
            }
            isEnded = chunk.buffers().isEmpty();
            subscription.thenAccept(s -> s.request(1));
            return chunk.buffers();
        }

        /** Cancels a body that has not been received completely, which closes an HTTP/1.1 connection. */
        void cancelUnlessEnded() {
            if (!isEnded) {
                subscription.thenAccept(Flow.Subscription::cancel);
            }
        }
    }
}
