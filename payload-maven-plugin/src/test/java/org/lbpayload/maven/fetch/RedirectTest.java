// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lbpayload.maven.fetch.TestServer.content;
import static org.lbpayload.maven.fetch.TestServer.redirect;
import static org.lbpayload.maven.fetch.TestServer.status;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest extends FetchTestCase {
    @Test
    void redirectsAreFollowed() throws Exception {
        server.at("/" + NAME, redirect("b"))
                .at("/b", redirect(server.url("/c?key=1#x")))
                .at("/c", content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(server.paths()).containsExactly("/" + NAME, "/b", "/c?key=1");
    }

    @Test
    void aRedirectLoopEnds() {
        server.at("/", redirect("/again"));

        FetchException e = fails(settings(server.mirror()), distfile());

        assertThat(reasons(e)).containsExactly("redirects more than 10 times");
        assertThat(server.requests()).hasSize(11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/a", "http://", "http:///a", "::", "mailto:a@b"})
    void aRedirectToSomethingElseIsNotFollowed(String location) {
        server.at("/", redirect(location));

        FetchException e = fails(settings(server.mirror()), distfile());

        assertThat(reasons(e)).singleElement().asString().startsWith("redirects to ");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aRedirectToNowhereIsAFailure() {
        server.at("/", status(302));

        assertThat(reasons(fails(settings(server.mirror()), distfile())))
                .containsExactly("redirects without saying where to");
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/x, https://b.example/y, https://b.example/y",
        "https://a.example/x, /y?z=1, https://a.example/y?z=1",
        "http://a.example/d/x, y, http://a.example/d/y",
        "http://a.example/x, https://b.example, https://b.example/",
        "https://a.example/x, //b.example/y, https://b.example/y",
        "https://a.example/x, https://user:password@b.example/y#part, https://b.example/y",
    })
    void aTargetIsWhatTheLocationMeansWithoutCredentials(String from, String location, String to) throws Exception {
        assertThat(Redirect.target(URI.create(from), Optional.of(location))).isEqualTo(URI.create(to));
    }

    @Test
    void encryptionIsNotGivenUp() {
        assertThatThrownBy(() ->
                        Redirect.target(URI.create("https://a.example/x"), Optional.of("http://u:p@a.example/x?key=1")))
                .isInstanceOf(PlaceException.class)
                .hasMessage("redirects from https to http://a.example/x?..., which is not encrypted");
    }
}
