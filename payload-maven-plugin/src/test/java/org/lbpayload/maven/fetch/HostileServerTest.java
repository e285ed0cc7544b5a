// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lbpayload.maven.fetch.TestServer.content;

import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers whose responses never end. The next source of the distfile must be asked all the same. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileServerTest extends FetchTestCase {
    /** The second path contains characters that {@link java.net.URI} rejects. */
    static Stream<Arguments> endlessResponses() {
        String line = "X-Header: " + "a".repeat(50) + "\r\n";
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n";
        return Stream.of("/a", "/a[1]")
                .flatMap(path -> Stream.of(
                        Arguments.of(path, "informational responses", "", "HTTP/1.1 100 Continue\r\n\r\n", 0),
                        Arguments.of(path, "a status line", "HTTP/1.1 200 ", "a", 0),
                        Arguments.of(path, "a header", "HTTP/1.1 200 OK\r\nX: ", "a", 0),
                        Arguments.of(path, "many headers", "HTTP/1.1 200 OK\r\n", line, 0),
                        Arguments.of(path, "a slow header", "HTTP/1.1 200 OK\r\nX: ", "a", 300),
                        Arguments.of(path, "a trailer", chunked + "0\r\nX: ", "a", 0),
                        Arguments.of(path, "many trailers", chunked + "0\r\n", line, 0),
                        Arguments.of(path, "a slow trailer", chunked + "0\r\nX: ", "a", 300),
                        Arguments.of(path, "a chunk extension", chunked + "1;", "a", 0)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("endlessResponses")
    void asksNextSourceAfterEndless(String path, String what, String start, String repeated, int pauseMillis)
            throws Exception {
        byte[] block = (pauseMillis > 0 ? repeated : repeated.repeat(100)).getBytes(StandardCharsets.ISO_8859_1);
        WireServer.Answer endless = out -> {
            out.write(start.getBytes(StandardCharsets.ISO_8859_1));
            while (true) {
                out.write(block);
                out.flush();
                Thread.sleep(pauseMillis);
            }
        };
        try (WireServer wire = new WireServer(endless)) {
            server.at("/", content(CONTENT));

            fetch(impatient(), distfile(wire.url(path), server.url("/a")));

            assertFetched();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/a[1]"})
    void asksNextSourceAfterEmptyChallenge(String path) throws Exception {
        try (WireServer wire =
                new WireServer(WireServer.answer("HTTP/1.1 401 A|WWW-Authenticate: |Content-Length: 0", new byte[0]))) {
            server.at("/", content(CONTENT));

            fetch(impatient(), distfile(wire.url(path), server.url("/a")));

            assertFetched();
        }
    }

    /** Maven runs all plugins in one process. */
    @Test
    void sendsNoCookieOfOtherPlugins() throws Exception {
        CookieManager others = new CookieManager();
        CookieHandler.setDefault(others);
        try {
            server.at("/", content(CONTENT));
            HttpCookie cookie = new HttpCookie("session", "secret");
            cookie.setPath("/");
            cookie.setVersion(0);
            others.getCookieStore().add(URI.create(server.url("/")), cookie);

            fetch(impatient(server.mirror()), distfile());

            assertThat(server.requests()).noneMatch(request -> request.headers().containsKey("Cookie"));
        } finally {
            CookieHandler.setDefault(null);
        }
    }
}
