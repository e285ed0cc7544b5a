// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.CookieManager;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.lbpayload.maven.fetch.SourceException.Kind;
import org.lbpayload.maven.io.Printable;
import org.lbpayload.maven.io.Reason;

/**
 * Downloads the missing bytes of a partial file from an HTTP server, in a single attempt. It follows redirects itself,
 * because the JDK's clients would send the credentials to another host.
 */
final class HttpDownload {
    /** As many as browsers follow. */
    private static final int MAX_REDIRECTS = 20;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
    private static final Pattern LENGTH = Pattern.compile("\\d+");

    /** Decimal numbers of this length do not overflow. */
    private static final int MAX_DIGITS = 18;

    private final FetchSettings settings;
    private final ProxyRules proxies;
    private final StandardHttp standardHttp;
    private final LenientHttp lenientHttp;
    private final Set<String> silentOrigins;

    /** @param silentOrigins origins that are not asked because their hosts did not answer */
    HttpDownload(FetchSettings settings, Set<String> silentOrigins) {
        this.settings = settings;
        this.silentOrigins = silentOrigins;
        this.proxies = new ProxyRules(settings.proxies());
        this.standardHttp = new StandardHttp(settings, proxies);
        this.lenientHttp = new LenientHttp(settings, proxies);
    }

    /**
     * Completes the partial file.
     *
     * @throws SourceException if the server does not deliver all bytes
     * @throws IOException if the partial file cannot be written
     */
    Download complete(PartialFile partial, DownloadSource.Http source, Progress progress)
            throws SourceException, IOException, InterruptedException {
        long offset = partial.size();
        Optional<Download> download = download(partial, source, offset, progress);
        if (download.isEmpty() && offset > 0) {
            download = download(partial, source, 0, progress);
        }
        return download.orElseThrow(() ->
                SourceException.permanent("answered with a range of the file though the whole file was requested"));
    }

    /**
     * Requests the bytes from {@code offset} on.
     *
     * @return empty if the response does not start at the offset, so that the whole file has to be requested
     */
    private Optional<Download> download(PartialFile partial, DownloadSource.Http source, long offset, Progress progress)
            throws SourceException, IOException, InterruptedException {
        Response response = follow(source, offset);
        try (HttpExchange exchange = response.exchange()) {
            int status = exchange.status();
            boolean isPartial = status == 206;
            if (isPartial && !(offset > 0 && response.startsAt(offset)) || status == 416 && offset > 0) {
                return Optional.empty();
            }
            if (status != 200 && !isPartial) {
                throw failure(response);
            }
            return Optional.of(receive(response, partial, isPartial ? offset : 0, progress));
        }
    }

    /** Sends the request and follows redirects; cookies that the servers set on the way are sent back to them. */
    private Response follow(DownloadSource.Http source, long offset) throws SourceException, InterruptedException {
        CookieManager cookies = new CookieManager();
        HttpUrl url = source.url();
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            if (silentOrigins.contains(url.origin())) {
                throw SourceException.permanent(
                        "not tried, because " + url.host() + " did not answer for another distfile");
            }
            boolean isSameOrigin = url.origin().equals(source.url().origin());
            Response response = send(url, offset, isSameOrigin ? source.credentials() : Optional.empty(), cookies);
            if (!REDIRECTS.contains(response.exchange().status())) {
                return response;
            }
            response.exchange().close();
            url = redirectTarget(response);
        }
        throw SourceException.permanent("redirects more than " + MAX_REDIRECTS + " times");
    }

    private Response send(HttpUrl url, long offset, Optional<Credentials> credentials, CookieManager cookies)
            throws SourceException, InterruptedException {
        Map<String, String> headers = new HashMap<>();
        headers.put("User-Agent", "lbpayload");
        headers.put("Accept-Encoding", "identity");
        if (offset > 0) {
            headers.put("Range", "bytes=" + offset + "-");
        }
        credentials.ifPresent(c -> headers.put("Authorization", c.basic()));
        proxies.proxyFor(url.scheme(), url.host())
                .flatMap(Proxy::credentials)
                .ifPresent(c -> headers.put("Proxy-Authorization", c.basic()));
        Optional<URI> uri = url.uri();
        try {
            if (uri.isEmpty()) {
                return new Response(url, lenientHttp.get(url, headers));
            }
            List<String> cookie = cookies.get(uri.get(), Map.of()).getOrDefault("Cookie", List.of());
            if (!cookie.isEmpty()) {
                headers.put("Cookie", String.join("; ", cookie));
            }
            Response response = new Response(url, standardHttp.get(uri.get(), headers));
            cookies.put(uri.get(), response.exchange().headers());
            return response;
        } catch (IOException e) {
            throw failure(e, url);
        } catch (IllegalArgumentException e) {
            throw SourceException.permanent("answered with malformed headers: " + Printable.text(e.getMessage()), e);
        }
    }

    private static HttpUrl redirectTarget(Response response) throws SourceException {
        Optional<String> location = response.header("Location").map(HttpDownload::utf8);
        if (location.isEmpty()) {
            throw SourceException.permanent("redirects without a Location header");
        }
        try {
            return response.url().resolve(location.get());
        } catch (IllegalArgumentException e) {
            throw SourceException.permanent("redirects to " + HttpUrl.shown(location.get()) + ": " + e.getMessage(), e);
        }
    }

    /** Returns the text of header bytes in UTF-8, which the JDK reads as ISO 8859-1. */
    private static String utf8(String header) {
        try {
            byte[] bytes = header.getBytes(StandardCharsets.ISO_8859_1);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return header;
        }
    }

    private Download receive(Response response, PartialFile partial, long offset, Progress progress)
            throws SourceException, IOException, InterruptedException {
        OptionalLong length = response.length();
        if (length.isPresent() && isTooLarge(offset + length.getAsLong())) {
            throw tooLarge();
        }
        long total = length.isEmpty() ? -1 : offset + length.getAsLong();
        try (PartialFile.Writer writer = partial.open(offset)) {
            progress.bytes(writer.bytes(), total);
            for (List<ByteBuffer> buffers = next(response); !buffers.isEmpty(); buffers = next(response)) {
                for (ByteBuffer buffer : buffers) {
                    if (isTooLarge(writer.bytes() + buffer.remaining())) {
                        writer.clear(); // no other source can complete it
                        throw tooLarge();
                    }
                    writer.write(buffer);
                }
                progress.bytes(writer.bytes(), total);
            }
            if (total >= 0 && writer.bytes() < total) {
                throw SourceException.temporary(
                        "interrupted: received " + writer.bytes() + " of " + total + " bytes", Duration.ZERO);
            }
            return new Download(writer.content(), offset > 0, response.hasKnownEnd(), response.notes());
        }
    }

    private List<ByteBuffer> next(Response response) throws SourceException, InterruptedException {
        try {
            return response.exchange().next();
        } catch (HttpTimeoutException e) {
            throw stalled(e);
        } catch (IOException e) {
            throw SourceException.temporary("interrupted: " + Printable.text(Reason.of(e)), e);
        }
    }

    private boolean isTooLarge(long bytes) {
        return bytes > settings.maxBytes() || bytes < 0;
    }

    private SourceException tooLarge() {
        return SourceException.permanent("larger than " + settings.maxBytes()
                + " bytes, the limit for downloads; raise <maxBytes> if the distfile is that large");
    }

    private static SourceException failure(Response response) {
        int status = response.exchange().status();
        String answer = "answered " + status;
        return switch (status) {
            case 401 -> SourceException.permanent(answer + ": the user name and password are missing or wrong");
            case 407 ->
                SourceException.permanent("the proxy " + answer
                        + ": its user name and password are missing or wrong; Java sends them for https URLs only with"
                        + " -Djdk.http.auth.tunneling.disabledSchemes=");
            case 404, 410 -> SourceException.permanent(answer + ": the server does not have it");
            default ->
                RetryPolicy.isTransient(status)
                        ? SourceException.temporary(answer, response.retryAfter())
                        : SourceException.permanent(answer);
        };
    }

    private SourceException failure(IOException e, HttpUrl url) {
        if (e instanceof HttpConnectTimeoutException) {
            return SourceException.noAnswer(
                    Kind.UNREACHABLE,
                    "no connection to " + url.host() + " within "
                            + settings.connectTimeout().toMillis() + " ms",
                    url.origin(),
                    e);
        }
        if (e instanceof HttpTimeoutException) {
            return stalled(e);
        }
        if (isUnresolved(e)) {
            return SourceException.noAnswer(
                    Kind.UNKNOWN_HOST, "the host name " + url.host() + " is unknown", url.origin(), e);
        }
        String reason = Printable.text(Reason.of(e));
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return SourceException.permanent("no connection to " + url.host() + ": " + reason, e);
        }
        if (e instanceof SSLHandshakeException || e instanceof SSLPeerUnverifiedException) {
            return SourceException.permanent("no trusted connection: " + reason, e);
        }
        return SourceException.temporary("interrupted: " + reason, e);
    }

    private SourceException stalled(IOException e) {
        return SourceException.temporary(
                "sent nothing for " + settings.stallTimeout().toMillis() + " ms", e);
    }

    private static boolean isUnresolved(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }

    /** A response and the URL that was requested, which can be the target of a redirect. */
    private record Response(HttpUrl url, HttpExchange exchange) {
        Optional<String> header(String name) {
            return exchange.headers().getOrDefault(name, List.of()).stream().findFirst();
        }

        /** Returns the length of the body, or empty if the server does not announce it. */
        OptionalLong length() throws SourceException {
            Optional<String> length = header("Content-Length");
            if (length.isEmpty() || isChunked()) {
                return OptionalLong.empty();
            }
            if (!LENGTH.matcher(length.get()).matches()) {
                throw SourceException.permanent(
                        "answered with malformed headers: Content-Length: " + Printable.text(length.get()));
            }
            boolean isTooLong = length.get().length() > MAX_DIGITS;
            return OptionalLong.of(isTooLong ? Long.MAX_VALUE : Long.parseLong(length.get()));
        }

        boolean hasKnownEnd() {
            return exchange.marksEnd()
                    || isChunked()
                    || header("Content-Length").isPresent();
        }

        /** Returns whether the {@code Content-Range} starts at the offset (RFC 9110, section 14.4). */
        boolean startsAt(long offset) {
            Matcher range = CONTENT_RANGE.matcher(header("Content-Range").orElse(""));
            return range.matches() && Long.parseLong(range.group(1)) == offset;
        }

        private boolean isChunked() {
            return header("Transfer-Encoding").isPresent();
        }

        /** Returns how long the server asks to be left alone, if it says so in seconds. */
        Duration retryAfter() {
            String seconds = header("Retry-After").orElse("");
            return seconds.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : Duration.ZERO;
        }

        /** Returns the headers that can explain wrong content. */
        List<String> notes() {
            List<String> notes = new ArrayList<>();
            for (String name : List.of("Content-Type", "Content-Encoding")) {
                header(name).ifPresent(value -> notes.add(name + ": " + Printable.text(value)));
            }
            if (header("Content-Length").isEmpty()) {
                notes.add("the server announced no size");
            }
            return notes;
        }
    }
}
