// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lbpayload.maven.fetch.TestServer.content;
import static org.lbpayload.maven.fetch.WireServer.answer;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests with URLs that browsers accept and {@link java.net.URI} rejects. */
class LenientUrlTest extends FetchTestCase {
    private static final String ODD = "/a|b";

    @ParameterizedTest
    @CsvSource({
        "/a[1].tgz, /a[1].tgz",
        "/a|b.tgz, /a|b.tgz",
        "/a^b{c}.tgz, /a%5Eb%7Bc%7D.tgz",
        "/100%.tgz, /100%.tgz",
        "/a b.tgz?c=d|e, /a%20b.tgz?c=d|e",
    })
    void sendsUrlAsBrowsersDo(String path, String sent) throws Exception {
        try (WireServer wire = new WireServer(answer("HTTP/1.1 200 OK|Content-Length: 100000", CONTENT))) {
            fetch(settings(), distfile(wire.url(path)));

            assertFetched();
            assertThat(wire.heads()).singleElement().asString().startsWith("GET " + sent + " HTTP/1.1\n");
        }
    }

    @Test
    void acceptsUnderscoreInHostName() throws Exception {
        try (WireServer wire = new WireServer(answer("HTTP/1.1 200 OK|Content-Length: 100000", CONTENT))) {
            Proxy proxy = new Proxy("http", "127.0.0.1", wire.port(), "", Optional.of(new Credentials("u", "p")));

            fetch(through(proxy), distfile("http://user:s3cret@dist_files.invalid/a"));

            assertFetched();
            assertThat(wire.heads())
                    .singleElement()
                    .asString()
                    .startsWith("GET http://dist_files.invalid/a HTTP/1.1\n")
                    .contains("Host: dist_files.invalid\n")
                    .contains("Authorization: " + new Credentials("user", "s3cret").basic())
                    .contains("Proxy-Authorization: " + new Credentials("u", "p").basic());
        }
    }

    @Test
    void reportsUnknownHostWithUnderscore() {
        FetchException e = fails(settings(), distfile("http://dist_files.invalid/a"));

        assertThat(reasons(e)).containsExactly("the host name dist_files.invalid is unknown, 2 times");
    }

    @Test
    void usesOneConnectionForManyRequests() throws Exception {
        server.at("/", content(HALF), content(CONTENT));
        Proxy proxy = new Proxy("http", "127.0.0.1", server.port(), "", Optional.empty());

        fetch(through(proxy), distfile("half.tgz", HALF, "http://a_b.invalid/1"), distfile("http://a_b.invalid/2"));

        assertFetched();
        assertThat(server.requests()).hasSize(2);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void reportsResponseThatIsNotHttp() throws Exception {
        try (WireServer wire = new WireServer(answer("SSH-2.0-OpenSSH", new byte[0]))) {
            FetchException e = fails(settings(), distfile(wire.url(ODD)));

            assertThat(reasons(e)).containsExactly("interrupted: the response is not HTTP, 3 times");
        }
    }
}
