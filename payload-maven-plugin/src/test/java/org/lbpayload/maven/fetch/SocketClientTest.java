// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lbpayload.maven.fetch.TestServer.content;
import static org.lbpayload.maven.fetch.WireServer.answer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lbpayload.maven.steps.Distfile;

/** Tests with reused connections, and with responses that are unusual or violate the protocol. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SocketClientTest extends FetchTestCase {
    private static final String OK = "HTTP/1.1 200 OK|Content-Length: 100000";
    private static final String NOT_FOUND = "HTTP/1.1 404 Not Found|Content-Length: ";

    private static Distfile half(String url) {
        return distfile("half.tgz", HALF, url);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns settings with one thread and one attempt, so that no retry can hide a failure. */
    private static FetchSettings once() {
        FetchSettings settings = impatient();
        return new FetchSettings(
                settings.mirrors(),
                settings.proxies(),
                settings.offline(),
                1,
                1,
                settings.connectTimeout(),
                settings.stallTimeout(),
                settings.maxBytes());
    }

    @Test
    void repeatsRequestOnNewConnectionIfServerClosedOldOne() throws Exception {
        try (WireServer wire =
                new WireServer(answer("HTTP/1.1 200 OK|Content-Length: 50000", HALF), answer(OK, CONTENT))) {
            fetch(once(), half(wire.url("/1")), distfile(wire.url("/2")));

            assertFetched();
            assertThat(wire.heads()).hasSize(2);
        }
    }

    /** A client that reused the connection would treat the surplus bytes as the response to the next request. */
    @Test
    void usesNoConnectionOnWhichServerSentMoreThanItsResponse() throws Exception {
        WireServer.Answer twoResponses = out -> {
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            answer("HTTP/1.1 200 OK|Content-Length: 50000", HALF).to(both);
            answer("HTTP/1.1 404 Not Found|Content-Length: 0", new byte[0]).to(both);
            both.writeTo(out); // in one write, so that the client cannot request /2 before the 404 arrives
        };
        try (WireServer wire = new WireServer(twoResponses, answer(OK, CONTENT))) {
            fetch(once(), half(wire.url("/1")), distfile(wire.url("/2")));

            assertFetched();
            assertThat(wire.heads()).hasSize(2);
        }
    }

    @Test
    void usesConnectionAgainAfterShortErrorPage() throws Exception {
        server.at("/missing", exchange -> exchange.sendResponseHeaders(404, -1)).at("/there", content(CONTENT));

        fetch(once(), distfile(server.url("/missing"), server.url("/there")));

        assertFetched();
        assertThat(server.connections()).isEqualTo(1);
    }

    /** The server sends the error page until the client closes the connection. */
    @ParameterizedTest
    @ValueSource(strings = {NOT_FOUND + "1000", NOT_FOUND + "1000000", "HTTP/1.1 404 Not Found"})
    void doesNotWaitForEndOfErrorPage(String head) throws Exception {
        WireServer.Answer slow = out -> {
            answer(head, new byte[10]).to(out);
            while (true) {
                Thread.sleep(50);
                out.write('x');
            }
        };
        try (WireServer wire = new WireServer(slow, answer(OK, CONTENT))) {
            fetch(once(), distfile(wire.url("/missing"), wire.url("/there")));

            assertFetched();
        }
    }

    @Test
    void ignoresInformationalResponses() throws Exception {
        String hints = "HTTP/1.1 103 Early Hints|Link: </a>||HTTP/1.1 100 Continue||";
        try (WireServer wire = new WireServer(answer(hints + OK, CONTENT))) {
            fetch(once(), distfile(wire.url("/a")));

            assertFetched();
        }
    }

    @Test
    void readsChunksWithExtensionsAndTrailers() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(ascii("c350;a=b\r\n"));
        body.writeBytes(HALF);
        body.writeBytes(ascii("\r\nC350\r\n"));
        body.writeBytes(REST);
        body.writeBytes(ascii("\r\n0\r\nDigest: x\r\n\r\n"));
        WireServer.Answer chunked = answer("HTTP/1.1 200 OK|Transfer-Encoding: chunked", body.toByteArray());
        try (WireServer wire = new WireServer(chunked)) {
            fetch(once(), distfile(wire.url("/a")));

            assertFetched();
        }
    }

    static Stream<String> malformed() {
        return Stream.of(
                "HTTP/1.1 200 OK|Content-Length: -1",
                "HTTP/1.1 200 OK|Content-Length: 1|Content-Length: 100000",
                "HTTP/1.1 200 OK|Content-Length: 1e5",
                "HTTP/1.1 101 Switching Protocols",
                "HTTP/1.1 000 OK",
                "HTTP/1.1 20x OK",
                "HTTP/1.1",
                "ICY 200 OK");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void asksNextSourceAfterMalformedResponse(String head) throws Exception {
        try (WireServer wire = new WireServer(answer(head, CONTENT))) {
            server.at("/", content(CONTENT));

            fetch(once(), distfile(wire.url("/a"), server.url("/b")));

            assertFetched();
            assertThat(recorder.events.get(0)).startsWith("gave up " + NAME + " at " + wire.url("/a"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK|Content-Length: 100000|Content-Length: 100000",
                "HTTP/1.1 200 OK|Content-Length: 100000|Transfer-Encoding: identity",
                "HTTP/1.0 200 OK|Content-Length: 100000",
                "HTTP/1.1 200 OK|Transfer-Encoding: gzip",
                "HTTP/1.1 200",
            })
    void acceptsUnusualResponse(String head) throws Exception {
        try (WireServer wire = new WireServer(answer(head, CONTENT))) {
            fetch(once(), distfile(wire.url("/a")));

            assertFetched();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 404 Not Fo",
                "HTTP/1.1 302 Found\r\nLocation: /els",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0",
            })
    void repeatsRequestIfResponseIsCutOff(String response) throws Exception {
        try (WireServer wire = new WireServer(out -> out.write(ascii(response)), answer(OK, CONTENT))) {
            fetch(settings(), distfile(wire.url("/a")));

            assertFetched();
            assertThat(recorder.events.get(0)).startsWith("retry " + NAME + ": interrupted");
        }
    }

    @Test
    void limitsAllHeadersTogether() throws Exception {
        String header = "|X-Header: " + "a".repeat(1000);
        try (WireServer wire = new WireServer(answer(OK + header.repeat(70), CONTENT))) {
            FetchException e = fails(once(), distfile(wire.url("/a")));

            assertThat(reasons(e)).containsExactly("interrupted: the response headers are longer than 65536 bytes");
        }
    }

    @ParameterizedTest
    @CsvSource({"1000, 40", "20000, 1"})
    void limitsTrailers(int length, int count) throws Exception {
        String trailers = ("X-Trailer: " + "a".repeat(length) + "\r\n").repeat(count);
        WireServer.Answer chunked = answer("HTTP/1.1 200 OK|Transfer-Encoding: chunked", ascii("0\r\n" + trailers));
        try (WireServer wire = new WireServer(chunked)) {
            FetchException e = fails(once(), distfile(wire.url("/a")));

            assertThat(reasons(e)).singleElement().asString().matches("interrupted: Maximum .* exceeded");
        }
    }

    @Test
    void keepsFewCookies() throws Exception {
        StringBuilder cookies = new StringBuilder();
        for (int i = 0; i < 150; i++) {
            cookies.append("|Set-Cookie: c").append(i).append("=d");
        }
        try (WireServer wire = new WireServer(
                answer("HTTP/1.1 302 Found|Location: /b|Content-Length: 0" + cookies, new byte[0]),
                answer(OK, CONTENT))) {
            fetch(once(), distfile(wire.url("/a")));

            assertThat(wire.heads().get(1)).contains("c49=d").doesNotContain("c50=d");
        }
    }

    /** Without the interrupt, the client would wait for an hour. */
    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;"})
    void stopsAtOnceWhenInterrupted(String start) throws Exception {
        Thread fetching = Thread.currentThread();
        WireServer.Answer slow = out -> {
            out.write(ascii(start));
            for (int i = 0; ; i++) {
                Thread.sleep(20);
                if (!start.isEmpty()) {
                    out.write('a');
                }
                if (i == 10) {
                    fetching.interrupt();
                }
            }
        };
        try (WireServer wire = new WireServer(slow)) {
            FetchSettings patient = settings(false, 1, 1, Duration.ofHours(1), wire.mirror());

            assertThatThrownBy(() -> fetch(patient, distfile())).isInstanceOf(InterruptedException.class);
        }
    }

    /** All plugins share the default proxy selector, because Maven runs them in one process. */
    @Test
    void ignoresProxySelectorOfOtherPlugins() throws Exception {
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<java.net.Proxy> select(URI uri) {
                throw new IllegalStateException("not asked");
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                throw new IllegalStateException("not asked");
            }
        });
        try {
            server.at("/", content(CONTENT));

            fetch(once(), distfile(server.url("/a")));

            assertFetched();
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    /** The JDK's CookieManager would log a malformed cookie without escaping its control characters. */
    @Test
    void printsNoMalformedCookie() throws Exception {
        List<LogRecord> printed = new CopyOnWriteArrayList<>();
        Handler handler = new StreamHandler() {
            @Override
            public synchronized void publish(LogRecord message) {
                printed.add(message);
            }
        };
        Logger logger = Logger.getLogger("java.net.CookieManager");
        logger.addHandler(handler);
        try (WireServer wire = new WireServer(
                answer("HTTP/1.1 302 Found|Location: /b|Set-Cookie: =\u001b[31m|Set-Cookie: =a|Set-Cookie: c=d", HALF),
                answer(OK, CONTENT))) {
            fetch(once(), distfile(wire.url("/a")));

            assertFetched();
            assertThat(printed).isEmpty();
            assertThat(wire.heads().get(1)).contains("Cookie: c=d\n");
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void reportsNetworkThatCannotBeReached() {
        FetchException e = fails(settings(), distfile("http://255.255.255.255/a"));

        assertThat(reasons(e)).singleElement().asString().startsWith("no connection to 255.255.255.255: ");
        assertThat(recorder.waits).isEmpty();
    }

    @Test
    void namesProxyThatCannotBeReached() {
        Proxy proxy = new Proxy("http", "proxy.invalid", 3128, "", Optional.empty());

        FetchException e = fails(through(proxy), distfile("http://upstream.invalid/a"));

        assertThat(reasons(e)).containsExactly("the host name of the proxy proxy.invalid is unknown");
    }
}
