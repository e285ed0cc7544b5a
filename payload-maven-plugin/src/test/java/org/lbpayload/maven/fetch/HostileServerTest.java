// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lbpayload.maven.fetch.TestServer.content;

import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests with servers whose responses never end. The plugin must then try the next location of the distfile. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileServerTest extends FetchTestCase {
    private static SSLContext certificate;

    private SSLContext defaultContext;

    @BeforeAll
    static void createCertificate(@TempDir Path directory) throws Exception {
        certificate = TestCertificate.context(directory, "127.0.0.1");
    }

    @BeforeEach
    void trustCertificate() throws Exception {
        defaultContext = SSLContext.getDefault();
        SSLContext.setDefault(certificate);
    }

    @AfterEach
    void restoreTrust() {
        SSLContext.setDefault(defaultContext);
    }

    /** Tests both clients: the plugin's own client handles {@code http}, and the JDK's client handles {@code https}. */
    static Stream<Arguments> endlessResponses() {
        String line = "X-Header: " + "a".repeat(50) + "\r\n";
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n";
        return Stream.of("http", "https")
                .flatMap(scheme -> Stream.of(
                        Arguments.of(scheme, "informational responses", "", "HTTP/1.1 100 Continue\r\n\r\n", 0),
                        Arguments.of(scheme, "empty lines", "", "\r\n", 0),
                        Arguments.of(scheme, "a folded header", "HTTP/1.1 200 OK\r\nX: ", "a\r\n ", 0),
                        Arguments.of(scheme, "a status line", "HTTP/1.1 200 ", "a", 0),
                        Arguments.of(scheme, "a header", "HTTP/1.1 200 OK\r\nX: ", "a", 0),
                        Arguments.of(scheme, "many headers", "HTTP/1.1 200 OK\r\n", line, 0),
                        Arguments.of(scheme, "a slow header", "HTTP/1.1 200 OK\r\nX: ", "a", 300),
                        Arguments.of(scheme, "a trailer", chunked + "0\r\nX: ", "a", 0),
                        Arguments.of(scheme, "many trailers", chunked + "0\r\n", line, 0),
                        Arguments.of(scheme, "a slow trailer", chunked + "0\r\nX: ", "a", 300),
                        Arguments.of(scheme, "a chunk extension", chunked + "1;", "a", 0)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("endlessResponses")
    void asksNextSourceAfterEndless(String scheme, String what, String start, String repeated, int pauseMillis)
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
        try (WireServer wire = WireServer.of(scheme, certificate, endless)) {
            server.at("/", content(CONTENT));

            fetch(impatient(), distfile(wire.url("/a"), server.url("/a")));

            assertFetched();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void asksNextSourceAfterEmptyChallenge(String scheme) throws Exception {
        WireServer.Answer challenge =
                WireServer.answer("HTTP/1.1 401 A|WWW-Authenticate: |Content-Length: 0", new byte[0]);
        try (WireServer wire = WireServer.of(scheme, certificate, challenge)) {
            server.at("/", content(CONTENT));

            fetch(impatient(), distfile(wire.url("/a"), server.url("/a")));

            assertFetched();
        }
    }

    /** All plugins share the default cookie handler, because Maven runs them in one process. */
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
