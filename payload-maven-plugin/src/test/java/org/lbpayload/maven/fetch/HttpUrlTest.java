// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {
    @ParameterizedTest
    @CsvSource({
        "http://example.org, http://example.org/",
        "HTTP://Example.ORG:80/A, http://example.org/A",
        "https://example.org:443/a?b=c#d, https://example.org/a?b=c",
        "http://example.org:8080/a, http://example.org:8080/a",
        "'  http://example.org/a b ', http://example.org/a%20b",
        "http://example.org/a[1]|b^c{d}100%, http://example.org/a[1]|b%5Ec%7Bd%7D100%",
        "http://example.org/a%20b, http://example.org/a%20b",
        "http://example.org/d\u00e9?\u00e9, http://example.org/d%C3%A9?%C3%A9",
        "http://a_b.example.org/, http://a_b.example.org/",
        "http://d\u00e9.example.org/, http://xn--d-bga.example.org/",
        "http://[::1]:81/a, http://[::1]:81/a",
        "http://example.org/a/../b/./c, http://example.org/b/c",
        "http://example.org/a/.., http://example.org/",
        "http://example.org\\a\\b, http://example.org/a/b",
        "http://user:password@example.org/a, http://example.org/a",
        "http://example.org?a, http://example.org/?a",
    })
    void readsUrlAsBrowsersDo(String text, String expected) {
        assertThat(HttpUrl.parse(text).text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.org/", "example.org", "http:example.org", "http://", "http:///a", "http://a b/",
                "http://a%20b/", "http://a:b/", "http://a:99999/", "http://[::1/", "http://:80/", "",
            })
    void refusesInvalidUrl(String text) {
        assertThatThrownBy(() -> HttpUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/x, https://b.example/y, https://b.example/y",
        "https://a.example/x, /y?z=1, https://a.example/y?z=1",
        "http://a.example/d/x?q, y, http://a.example/d/y",
        "http://a.example/d/x?q, ?r, http://a.example/d/x?r",
        "http://a.example/d/x?q, #r, http://a.example/d/x?q",
        "http://a.example/d/e/x, ../y, http://a.example/d/y",
        "http://a.example/x, https://b.example, https://b.example/",
        "https://a.example/x, //b.example/y, https://b.example/y",
        "https://a.example/x, https://user:password@b.example/y#part, https://b.example/y",
        "https://a.example/x, http://a.example/x, http://a.example/x",
        "http://a.example:81/x, y z|, http://a.example:81/y%20z|",
        "http://user:password@a.example/x, y, http://a.example/y",
    })
    void resolvesLocationWithoutCredentials(String from, String location, String expected) {
        HttpUrl target = HttpUrl.parse(from).resolve(location);

        assertThat(target.text()).isEqualTo(expected);
        assertThat(target.credentials()).isEmpty();
    }

    @Test
    void decodesCredentials() {
        assertThat(HttpUrl.parse("http://us%65r:p%40ss:word@example.org/").credentials())
                .isEqualTo(Optional.of(new Credentials("user", "p@ss:word")));
        assertThat(HttpUrl.parse("http://user:100%@example.org/").credentials())
                .isEqualTo(Optional.of(new Credentials("user", "100%")));
        assertThat(HttpUrl.parse("http://user@example.org/").credentials())
                .isEqualTo(Optional.of(new Credentials("user", "")));
    }

    @Test
    void printsNeitherCredentialsNorQuery() {
        assertThat(HttpUrl.parse("http://user:s3cret@example.org/a?key=s3cret"))
                .hasToString("http://example.org/a?...");
    }

    @ParameterizedTest
    @CsvSource({
        "http://Example.org/a, http://example.org:80/b, true",
        "https://example.org/a, https://example.org:443/b, true",
        "http://example.org/, https://example.org/, false",
        "http://example.org/, http://example.org:8080/, false",
        "http://example.org/, http://www.example.org/, false",
    })
    void comparesOriginsBySchemeHostAndPort(String one, String other, boolean isSame) {
        assertThat(HttpUrl.parse(one).origin().equals(HttpUrl.parse(other).origin()))
                .isEqualTo(isSame);
    }
}
