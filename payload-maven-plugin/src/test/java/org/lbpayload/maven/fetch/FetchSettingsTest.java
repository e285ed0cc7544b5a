// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchSettingsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static FetchSettings settings(int threads, int attempts, Duration connect, Duration stall, long maxBytes) {
        return new FetchSettings(List.of(), List.of(), false, threads, attempts, connect, stall, maxBytes);
    }

    @Test
    void numbersOutOfRangeAreRefusedByName() {
        assertThatThrownBy(() -> settings(0, 1, SECOND, SECOND, 1)).hasMessage("threads: expected 1 to 64, found 0");
        assertThatThrownBy(() -> settings(65, 1, SECOND, SECOND, 1)).hasMessage("threads: expected 1 to 64, found 65");
        assertThatThrownBy(() -> settings(1, 0, SECOND, SECOND, 1)).hasMessage("attempts: expected 1 to 100, found 0");
        assertThatThrownBy(() -> settings(1, 1, Duration.ZERO, SECOND, 1)).hasMessageStartingWith("connectTimeout: ");
        assertThatThrownBy(() -> settings(1, 1, SECOND, SECOND.negated(), 1)).hasMessageStartingWith("stallTimeout: ");
        assertThatThrownBy(() -> settings(1, 1, SECOND, SECOND, 0))
                .hasMessage("maxBytes: expected at least 1, found 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.org/",
                "distfiles",
                "http:example.org",
                "http:///distfiles",
                "http://a_b/",
                "https://example.org/?x=",
                "https://example.org/#x",
                "file://host/distfiles",
                "file:distfiles",
            })
    void aMirrorThatNamesCannotBeAppendedToIsRefused(String base) {
        assertThatThrownBy(() -> new Mirror(URI.create(base), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("mirror ");
    }

    @Test
    void aRefusedMirrorIsPrintedWithoutItsCredentials() {
        assertThatThrownBy(() -> new Mirror(URI.create("ftp://user:s3cret@example.org/?k=s3cret"), Optional.empty()))
                .hasMessageContaining("ftp://example.org/?...")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void credentialsPrintNothing() {
        assertThat(new Credentials("user", "s3cret")).asString().doesNotContain("user", "s3cret");
        assertThat(FetchSettings.of(
                        List.of(new Mirror(URI.create("https://user:s3cret@example.org/"), Optional.empty()))))
                .asString()
                .contains("https://example.org/")
                .doesNotContain("s3cret");
        assertThatThrownBy(() -> new Credentials("us:er", "s3cret")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aProxyOfAnotherKindOrPortIsRefused() {
        assertThatThrownBy(() -> new Proxy("socks", "proxy", 1080, "", Optional.empty()))
                .hasMessage("proxy proxy: expected the protocol http or https, found socks");
        assertThatThrownBy(() -> new Proxy("http", "proxy", 0, "", Optional.empty()))
                .hasMessage("proxy proxy: expected a port from 1 to 65535, found 0");
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.org/,       plain",
        "https://example.org/,      encrypted",
        "http://localhost/,         none",
        "http://LOCALHOST/,         none",
        "http://a.b.internal/,      none",
        "http://internal/,          plain",
        "http://xinternal/,         plain",
        "http://10.0.0.1/,          none",
    })
    void theProxyForTheSchemeIsUsedExceptForHostsThatNeedNone(String url, String proxy) {
        String direct = "localhost | *.internal,10.*";
        ProxyRules rules = new ProxyRules(List.of(
                new Proxy("https", "encrypted", 1, direct, Optional.empty()),
                new Proxy("http", "plain", 1, direct, Optional.empty()),
                new Proxy("http", "second", 1, "", Optional.empty())));

        assertThat(rules.proxyFor(URI.create(url)).map(Proxy::host).orElse("none"))
                .isEqualTo(proxy);
    }

    @Test
    void aProxyForHttpServesHttpsToo() {
        ProxyRules rules = new ProxyRules(List.of(new Proxy("http", "plain", 1, "", Optional.empty())));

        assertThat(rules.proxyFor(URI.create("https://example.org/")).map(Proxy::host))
                .contains("plain");
    }

    @ParameterizedTest
    @CsvSource({
        "http://Example.org/a, http://example.org:80/b, true",
        "https://example.org/a, https://example.org:443/b, true",
        "http://example.org/, https://example.org/, false",
        "http://example.org/, http://example.org:8080/, false",
        "http://example.org/, http://www.example.org/, false",
    })
    void anOriginIsSchemeHostAndPort(String one, String other, boolean same) {
        assertThat(Uris.origin(URI.create(one)).equals(Uris.origin(URI.create(other))))
                .isEqualTo(same);
    }
}
