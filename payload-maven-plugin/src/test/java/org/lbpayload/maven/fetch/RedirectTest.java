// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lbpayload.maven.fetch.TestServer.content;
import static org.lbpayload.maven.fetch.TestServer.redirect;
import static org.lbpayload.maven.fetch.TestServer.status;
import static org.lbpayload.maven.fetch.WireServer.answer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest extends FetchTestCase {
    @Test
    void followsRedirects() throws Exception {
        server.at("/" + NAME, redirect("b"))
                .at("/b", redirect(server.url("/c?key=1#x")))
                .at("/c", content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(server.paths()).containsExactly("/" + NAME, "/b", "/c?key=1");
    }

    @Test
    void followsRedirectWithBlank() throws Exception {
        server.at("/" + NAME, redirect("/a b.tgz?c=d e")).at("/a b.tgz", content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(server.paths()).containsExactly("/" + NAME, "/a%20b.tgz?c=d%20e");
    }

    @Test
    void followsRedirectWithBytesInUtf8() throws Exception {
        String bytes = new String("/d\u00e9".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        try (WireServer wire = new WireServer(
                answer("HTTP/1.1 302 Found|Content-Length: 0|Location: " + bytes, new byte[0]),
                answer("HTTP/1.1 200 OK|Content-Length: 100000", CONTENT))) {
            fetch(settings(wire.mirror()), distfile());

            assertFetched();
            assertThat(wire.heads().get(1)).startsWith("GET /d%C3%A9 HTTP/1.1\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a[1]", "/100%", "/a\\b[2]"})
    void followsRedirectThatJavaRejects(String location) throws Exception {
        try (WireServer wire = new WireServer(
                answer("HTTP/1.1 302 Found|Content-Length: 0|Location: " + location, new byte[0]),
                answer("HTTP/1.1 200 OK|Content-Length: 100000", CONTENT))) {
            fetch(settings(wire.mirror()), distfile());

            assertFetched();
            assertThat(wire.heads().get(1)).startsWith("GET " + location.replace('\\', '/') + " HTTP/1.1\n");
        }
    }

    @Test
    void sendsCookieBackWhenRedirectLeadsToSameUrl() throws Exception {
        server.at("/", exchange -> {
            boolean hasCookie =
                    "seen=yes; other=1".equals(exchange.getRequestHeaders().getFirst("Cookie"));
            if (hasCookie) {
                content(CONTENT).handle(exchange);
            } else {
                exchange.getResponseHeaders().add("Set-Cookie", "seen=yes; Path=/");
                exchange.getResponseHeaders().add("Set-Cookie", "other=1; HttpOnly");
                redirect("/" + NAME).handle(exchange);
            }
        });

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(server.paths()).containsExactly("/" + NAME, "/" + NAME);
    }

    @Test
    void keepsCookieFromOtherHostAndOtherDistfile() throws Exception {
        try (TestServer other = new TestServer()) {
            other.at("/", content(CONTENT));
            server.at("/" + NAME, exchange -> {
                exchange.getResponseHeaders().add("Set-Cookie", "a=b; Path=/");
                redirect(other.url("/x").replace("127.0.0.1", "localhost")).handle(exchange);
            });
            server.at("/second.tgz", content(HALF));

            fetch(
                    settings(false, 1, 1, Duration.ofSeconds(20), server.mirror()),
                    distfile(),
                    distfile("second.tgz", HALF));

            assertThat(other.requests()).singleElement().matches(request -> request.header("Cookie") == null);
            assertThat(server.requests()).hasSize(2).allMatch(request -> request.header("Cookie") == null);
        }
    }

    @Test
    void endsRedirectLoop() {
        server.at("/", redirect("/again"));

        FetchException e = fails(settings(server.mirror()), distfile());

        assertThat(reasons(e)).containsExactly("redirects more than 20 times");
        assertThat(server.requests()).hasSize(21);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/a", "http://", "http:///a", "mailto:a@b"})
    void refusesRedirectToOtherScheme(String location) {
        server.at("/", redirect(location));

        FetchException e = fails(settings(server.mirror()), distfile());

        assertThat(reasons(e)).singleElement().asString().startsWith("redirects to ");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void failsIfRedirectHasNoLocation() {
        server.at("/", status(302));

        assertThat(reasons(fails(settings(server.mirror()), distfile())))
                .containsExactly("redirects without a Location header");
    }

    @Test
    void keepsCredentialsFromUrlWithoutEncryption() throws Exception {
        HttpUrl encrypted = HttpUrl.parse("https://user:s3cret@a.example/x");

        assertThat(encrypted.resolve("http://a.example/x").credentials()).isEqualTo(Optional.empty());
        assertThat(encrypted.resolve("http://a.example/x").origin()).isNotEqualTo(encrypted.origin());
    }
}
