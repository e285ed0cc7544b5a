// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.lbpayload.maven.fetch.SourceException.Kind;
import org.lbpayload.maven.io.Printable;
import org.lbpayload.maven.io.Reason;

/**
 * A sender of HTTP requests that follows redirects. The JDK's client must not follow redirects, because it would send
 * the credentials to other hosts.
 */
final class HttpRequests implements Closeable {
    /** The maximum number of redirects, as in browsers. */
    private static final int MAX_REDIRECTS = 20;

    /** The maximum number of cookies that are stored from a response. The JDK takes quadratic time to store cookies. */
    private static final int MAX_COOKIES = 50;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final FetchSettings settings;
    private final ProxyRules proxies;
    private final SocketClient socketClient;
    private final JdkClient jdkClient;

    /** The origins to which no more requests are sent, with the reasons. */
    private final Map<String, String> skippedOrigins = new ConcurrentHashMap<>();

    HttpRequests(FetchSettings settings) {
        this.settings = settings;
        this.proxies = new ProxyRules(settings.proxies());
        this.socketClient = new SocketClient(settings, proxies);
        this.jdkClient = new JdkClient(settings, proxies);
    }

    /**
     * Requests the bytes from {@code offset} to the end of the file. Cookies that a server sets during redirects are
     * sent back to that server.
     *
     * @return the first response that is not a redirect
     * @throws SourceException if there is no response
     */
    ServerResponse get(DownloadSource.Http source, long offset) throws SourceException, InterruptedException {
        CookieManager cookies = new CookieManager();
        HttpUrl url = source.url();
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            String reason = skippedOrigins.get(url.origin());
            if (reason != null) {
                throw SourceException.permanent("not tried again: " + reason);
            }
            boolean isSameOrigin = url.origin().equals(source.url().origin());
            ServerResponse response =
                    send(url, offset, isSameOrigin ? source.credentials() : Optional.empty(), cookies);
            if (!REDIRECTS.contains(response.status())) {
                return response;
            }
            try (response) {
                url = redirectTarget(response);
                storeCookies(response, cookies);
                response.discard();
            }
        }
        throw SourceException.permanent("redirects more than " + MAX_REDIRECTS + " times");
    }

    /** Stops sending requests to an origin that could not be reached. */
    void skip(String origin, String reason) {
        skippedOrigins.putIfAbsent(origin, reason);
    }

    private ServerResponse send(HttpUrl url, long offset, Optional<Credentials> credentials, CookieManager cookies)
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
        try {
            Optional<URI> uri = url.uri();
            if (uri.isPresent()) {
                List<String> cookie = cookies.get(uri.get(), Map.of()).getOrDefault("Cookie", List.of());
                if (!cookie.isEmpty()) {
                    headers.put("Cookie", String.join("; ", cookie));
                }
            }
            if (!url.scheme().equals("https")) {
                return response(url, socketClient.get(url, headers));
            }
            if (uri.isEmpty()) {
                throw SourceException.permanent("the host name " + url.host() + " is not valid in an https URL");
            }
            return response(url, jdkClient.get(uri.get(), headers));
        } catch (IOException e) {
            throw failure(e, url);
        } catch (IllegalArgumentException e) {
            throw SourceException.permanent(
                    "answered with malformed headers: " + Printable.text(String.valueOf(e.getMessage())), e);
        }
    }

    private ServerResponse response(HttpUrl url, HttpExchange exchange) {
        return new ServerResponse(url, exchange, settings.stallTimeout());
    }

    /** Stores the cookies of a redirect. Ignores malformed cookies, because {@link CookieManager} would log them. */
    private static void storeCookies(ServerResponse response, CookieManager cookies) {
        Optional<URI> uri = response.url().uri();
        List<String> valid = response.exchange().headers().getOrDefault("Set-Cookie", List.of()).stream()
                .filter(HttpRequests::isCookie)
                .limit(MAX_COOKIES)
                .toList();
        try {
            if (uri.isPresent()) {
                cookies.put(uri.get(), Map.of("Set-Cookie", valid));
            }
        } catch (IOException e) {
            throw new AssertionError("a cookie store in memory does no I/O", e);
        }
    }

    private static boolean isCookie(String header) {
        try {
            return Printable.text(header).equals(header)
                    && !HttpCookie.parse(header).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static HttpUrl redirectTarget(ServerResponse response) throws SourceException {
        Optional<String> location = response.header("Location").map(HttpRequests::utf8);
        if (location.isEmpty()) {
            throw SourceException.permanent("redirects without a Location header");
        }
        try {
            return response.url().resolve(location.get());
        } catch (IllegalArgumentException e) {
            throw SourceException.permanent("redirects to " + HttpUrl.shown(location.get()) + ": " + e.getMessage(), e);
        }
    }

    /** Returns the text of a header decoded as UTF-8, because both clients decode headers as ISO 8859-1. */
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

    /** Closes the idle connections. */
    @Override
    public void close() {
        socketClient.close();
    }

    private SourceException failure(IOException e, HttpUrl url) {
        Optional<Proxy> proxy = proxies.proxyFor(url.scheme(), url.host());
        String host = proxy.map(p -> "the proxy " + p.host()).orElse(url.host());
        if (e instanceof HttpConnectTimeoutException) {
            return SourceException.noAnswer(
                    Kind.UNREACHABLE,
                    "no connection to " + host + " within "
                            + settings.connectTimeout().toMillis() + " ms",
                    url.origin(),
                    e);
        }
        if (e instanceof HttpTimeoutException) {
            boolean isEncrypted = url.scheme().equals("https");
            return ServerResponse.stalled(isEncrypted ? jdkClient.responseTimeout() : settings.stallTimeout(), e);
        }
        if (isUnresolved(e)) {
            String name = proxy.isPresent() ? "of " + host : host;
            return SourceException.noAnswer(
                    Kind.UNKNOWN_HOST, "the host name " + name + " is unknown", url.origin(), e);
        }
        String reason = Printable.text(Reason.of(e));
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return SourceException.permanent("no connection to " + host + ": " + reason, e);
        }
        if (e instanceof SSLHandshakeException || e instanceof SSLPeerUnverifiedException) {
            return SourceException.permanent("no trusted connection: " + reason, e);
        }
        return SourceException.temporary("interrupted: " + reason, e);
    }

    private static boolean isUnresolved(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }
}
