// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lbpayload.maven.fetch.TestServer.content;
import static org.lbpayload.maven.fetch.TestServer.redirect;
import static org.lbpayload.maven.fetch.TestServer.status;
import static org.lbpayload.maven.fetch.WireServer.answer;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests that credentials reach only the intended servers and proxies. */
class CredentialsTest extends FetchTestCase {
    private static final String SECRET = "s3cret";
    private static final String BASIC = new Credentials("user", SECRET).basic();

    @Test
    void sendsCredentialsToTheirMirror() throws Exception {
        server.at("/", exchange -> {
            boolean known = BASIC.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            (known ? content(CONTENT) : status(401)).handle(exchange);
        });

        fetch(settings(Mirror.of(server.url("/"), Optional.of(new Credentials("user", SECRET)))), distfile());

        assertFetched();
    }

    @Test
    void usesCredentialsInUrlWithoutPrintingThem() throws Exception {
        server.at("/", status(404));
        String url = server.url("/a?token=" + SECRET).replace("http://", "http://user:" + SECRET + "@");

        FetchException e = fails(settings(Mirror.of(url.replaceAll("\\?.*", ""), Optional.empty())), distfile(url));

        assertThat(server.requests()).hasSize(2).allMatch(request -> BASIC.equals(request.header("Authorization")));
        assertThat(e.getMessage() + recorder.events)
                .contains("http://127.0.0.1:")
                .doesNotContain(SECRET);
    }

    @Test
    void printsInvalidUrlWithoutCredentials() {
        FetchException e = fails(settings(), distfile("http://user:" + SECRET + "@exa mple.org/a|b"));

        assertThat(e)
                .hasMessageContaining("http://exa mple.org/a|b: not a valid URL")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void keepsCredentialsFromOtherOriginAfterRedirect() throws Exception {
        try (TestServer other = new TestServer()) {
            other.at("/", content(CONTENT));
            server.at("/" + NAME, redirect("/same")).at("/same", redirect(other.url("/other")));

            fetch(settings(Mirror.of(server.url("/"), Optional.of(new Credentials("user", SECRET)))), distfile());

            assertFetched();
            assertThat(server.requests()).hasSize(2).allMatch(request -> BASIC.equals(request.header("Authorization")));
            assertThat(other.requests()).singleElement().matches(request -> request.header("Authorization") == null);
        }
    }

    @Test
    void ignoresCredentialsInLocation() throws Exception {
        server.at("/" + NAME, redirect(server.url("/b").replace("http://", "http://x:y@")))
                .at("/b", content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(server.requests()).allMatch(request -> request.header("Authorization") == null);
    }

    @Test
    void sendsProxyItsOwnCredentials() throws Exception {
        server.at("/", content(CONTENT));
        Proxy proxy = new Proxy("http", "127.0.0.1", server.port(), "", Optional.of(new Credentials("user", SECRET)));

        fetch(through(proxy), distfile("http://distfiles.invalid/a"));

        assertFetched();
        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("http://distfiles.invalid/a");
            assertThat(request.header("Proxy-Authorization")).isEqualTo(BASIC);
            assertThat(request.header("Authorization")).isNull();
        });
    }

    @Test
    void reachesNonProxyHostsDirectlyWithoutProxyCredentials() throws Exception {
        server.at("/", content(CONTENT));
        Proxy proxy = new Proxy(
                "http", "proxy.invalid", 3128, "*.example.org|127.*", Optional.of(new Credentials("user", SECRET)));

        fetch(through(proxy), distfile(server.url("/a")));

        assertFetched();
        assertThat(server.requests()).singleElement().matches(request -> request.header("Proxy-Authorization") == null);
    }

    @Test
    void explainsProxyThatRequiresCredentialsForTunnel() throws Exception {
        try (WireServer wire = new WireServer(
                answer("HTTP/1.1 407 Who are you|Proxy-Authenticate: Basic realm=x|Content-Length: 0", new byte[0]))) {
            Proxy proxy = new Proxy("http", "127.0.0.1", wire.port(), "", Optional.of(new Credentials("user", SECRET)));

            FetchException e = fails(through(proxy), distfile("https://distfiles.invalid/a"));

            assertThat(wire.heads().get(0)).startsWith("CONNECT distfiles.invalid:443 ");
            assertThat(reasons(e)).singleElement().asString().contains("jdk.http.auth.tunneling.disabledSchemes");
        }
    }
}
