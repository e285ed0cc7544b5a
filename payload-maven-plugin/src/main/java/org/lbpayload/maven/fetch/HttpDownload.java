// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.lbpayload.maven.io.Printable;

/**
 * Gets what a part lacks from an HTTP server, once: no second attempt, no second place. It follows redirects itself,
 * because the JDK's client would take credentials along to another host.
 */
final class HttpTransfer {
    private static final int MAX_REDIRECTS = 10;

    private final FetchSettings settings;
    private final ProxyRules proxies;
    private final HttpClient client;
    private final Set<String> unreachable;

    /** @param unreachable origins that are not asked */
    HttpTransfer(FetchSettings settings, Set<String> unreachable) {
        this.settings = settings;
        this.unreachable = unreachable;
        this.proxies = new ProxyRules(settings.proxies());
        // Before Java 21 a client cannot be closed; its threads are daemons and end when nobody holds it any more.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .proxy(proxies)
                .build();
    }

    /**
     * Completes the part.
     *
     * @return whether it went on where the part ended; otherwise the part was written from its beginning
     * @throws PlaceException where the server did not serve it all
     * @throws IOException where the part cannot be written
     */
    boolean complete(Part part, Place.Http place, Progress progress)
            throws PlaceException, IOException, InterruptedException {
        long offset = part.size();
        OptionalLong from = transfer(part, place, offset, progress);
        if (from.isEmpty() && offset > 0) {
            from = transfer(part, place, 0, progress);
        }
        if (from.isEmpty()) {
            throw PlaceException.lasting("answered with a range of the file though the whole was asked for");
        }
        return from.getAsLong() > 0;
    }

    /**
     * Asks for what lies behind {@code offset}.
     *
     * @return where in the file the answer began; empty where it is no answer to that and the whole must be asked for
     */
    private OptionalLong transfer(Part part, Place.Http place, long offset, Progress progress)
            throws PlaceException, IOException, InterruptedException {
        HttpResponse<BodyQueue> response = follow(place, offset);
        try (BodyQueue body = response.body()) {
            int status = response.statusCode();
            if (status == 206 && !(offset > 0 && ContentRange.startsAt(response, offset))
                    || status == 416 && offset > 0) {
                return OptionalLong.empty();
            }
            if (status != 200 && status != 206) {
                throw HttpStatus.failure(response);
            }
            long from = status == 206 ? offset : 0;
            write(part, from, response, body, progress);
            return OptionalLong.of(from);
        }
    }

    private HttpResponse<BodyQueue> follow(Place.Http place, long offset) throws PlaceException, InterruptedException {
        URI uri = Uris.forRequest(place.uri());
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            if (unreachable.contains(Uris.origin(uri))) {
                throw PlaceException.lasting(
                        "not tried, because " + uri.getHost() + " did not answer for another distfile");
            }
            boolean sameOrigin = Uris.origin(uri).equals(Uris.origin(place.uri()));
            HttpResponse<BodyQueue> response = send(uri, offset, sameOrigin ? place.credentials() : Optional.empty());
            if (!HttpStatus.isRedirect(response.statusCode())) {
                return response;
            }
            response.body().close();
            uri = Redirect.target(uri, response.headers().firstValue("Location"));
        }
        throw PlaceException.lasting("redirects more than " + MAX_REDIRECTS + " times");
    }

    private HttpResponse<BodyQueue> send(URI uri, long offset, Optional<Credentials> credentials)
            throws PlaceException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).header("User-Agent", "lbpayload").header("Accept-Encoding", "identity");
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
        }
        credentials.ifPresent(c -> request.header("Authorization", c.basic()));
        proxies.proxyFor(uri)
                .flatMap(Proxy::credentials)
                .ifPresent(c -> request.header("Proxy-Authorization", c.basic()));
        try {
            return answer(client.sendAsync(request.build(), info -> new BodyQueue()));
        } catch (IOException e) {
            throw failure(e, uri);
        } catch (IllegalArgumentException e) {
            // So the JDK reports headers that make no sense, such as a Content-Length that is no number.
            throw PlaceException.lasting("answered with malformed headers: " + Printable.text(e.getMessage()), e);
        }
    }

    /** Waits for the headers. The request's own timeout would, in newer JDKs, end the body as well (JDK-8208693). */
    private HttpResponse<BodyQueue> answer(CompletableFuture<HttpResponse<BodyQueue>> answer)
            throws IOException, InterruptedException {
        try {
            return answer.get(settings.stallTimeout().toMillis(), TimeUnit.MILLISECONDS);
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
            answer.cancel(true); // nothing where it is there
        }
    }

    private void write(Part part, long from, HttpResponse<BodyQueue> response, BodyQueue body, Progress progress)
            throws PlaceException, IOException, InterruptedException {
        long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        if (isTooLarge(from + Math.max(length, 0))) {
            throw tooLarge();
        }
        long total = length < 0 ? -1 : from + length;
        try (FileChannel channel = part.open(from)) {
            long bytes = from;
            progress.bytes(bytes, total);
            for (List<ByteBuffer> piece = next(body, response.uri());
                    !piece.isEmpty();
                    piece = next(body, response.uri())) {
                for (ByteBuffer buffer : piece) {
                    bytes += buffer.remaining();
                    if (isTooLarge(bytes)) {
                        channel.truncate(0); // nothing for the next place to go on with
                        throw tooLarge();
                    }
                    while (buffer.hasRemaining()) {
                        channel.write(buffer);
                    }
                }
                progress.bytes(bytes, total);
            }
        }
    }

    private List<ByteBuffer> next(BodyQueue body, URI uri) throws PlaceException, InterruptedException {
        try {
            return body.next(settings.stallTimeout());
        } catch (IOException e) {
            throw failure(e, uri);
        }
    }

    private boolean isTooLarge(long bytes) {
        return bytes > settings.maxBytes() || bytes < 0;
    }

    private PlaceException tooLarge() {
        return PlaceException.lasting("larger than " + settings.maxBytes()
                + " bytes, the most that is believed; if it is meant to be, raise <maxBytes>");
    }

    /** @param uri what was asked, which a redirect may have led to */
    private PlaceException failure(IOException e, URI uri) {
        if (e instanceof HttpConnectTimeoutException) {
            return PlaceException.unreachable(
                    "no connection to " + uri.getHost() + " within "
                            + settings.connectTimeout().toMillis() + " ms",
                    Uris.origin(uri),
                    e);
        }
        if (e instanceof HttpTimeoutException) {
            return PlaceException.passing(
                    "sent nothing for " + settings.stallTimeout().toMillis() + " ms", e);
        }
        if (e instanceof ConnectException) {
            return isUnresolved(e)
                    ? PlaceException.unresolved("the host name " + uri.getHost() + " is not known", Uris.origin(uri), e)
                    : PlaceException.lasting(
                            "no connection to " + uri.getHost() + ": " + Printable.text(String.valueOf(e.getMessage())),
                            e);
        }
        if (e instanceof SSLHandshakeException || e instanceof SSLPeerUnverifiedException) {
            return PlaceException.lasting(
                    "no trusted connection: " + Printable.text(String.valueOf(e.getMessage())), e);
        }
        return PlaceException.passing("broken off: " + Printable.text(String.valueOf(e.getMessage())), e);
    }

    private static boolean isUnresolved(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }
}
