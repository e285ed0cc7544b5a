// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchSettingsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static FetchSettings settings(int threads, int attempts, Duration connect, Duration stall, long maxBytes) {
        return new FetchSettings(List.of(), List.of(), false, threads, attempts, connect, stall, maxBytes);
    }

    @Test
    void refusesNumbersOutOfRangeByName() {
        assertThatThrownBy(() -> settings(0, 1, SECOND, SECOND, 1))
                .hasMessage("<fetchThreads>: expected 1 to 64, found 0");
        assertThatThrownBy(() -> settings(65, 1, SECOND, SECOND, 1))
                .hasMessage("<fetchThreads>: expected 1 to 64, found 65");
        assertThatThrownBy(() -> settings(1, 0, SECOND, SECOND, 1))
                .hasMessage("<fetchAttempts>: expected 1 to 100, found 0");
        assertThatThrownBy(() -> settings(1, 1, Duration.ZERO, SECOND, 1)).hasMessageStartingWith("connectTimeout: ");
        assertThatThrownBy(() -> settings(1, 1, SECOND, SECOND.negated(), 1))
                .hasMessage("<fetchStallTimeout>: expected a time greater than zero, found -1 s");
        assertThatThrownBy(() -> settings(1, 1, SECOND, SECOND, 0))
                .hasMessage("<fetchMaxBytes>: expected at least 1, found 0");
    }

    @Test
    void hidesCredentialsInToString() {
        assertThat(new Credentials("user", "s3cret")).asString().doesNotContain("user", "s3cret");
        assertThatThrownBy(() -> new Credentials("us:er", "s3cret")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesProxyWithInvalidProtocolOrPort() {
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
    void choosesProxyBySchemeExceptForNonProxyHosts(String url, String proxy) {
        String direct = "localhost | *.internal,10.*";
        ProxyRules rules = new ProxyRules(List.of(
                new Proxy("https", "encrypted", 1, direct, Optional.empty()),
                new Proxy("http", "plain", 1, direct, Optional.empty()),
                new Proxy("http", "second", 1, "", Optional.empty())));

        assertThat(rules.proxyFor(
                                HttpUrl.parse(url).scheme(), HttpUrl.parse(url).host())
                        .map(Proxy::host)
                        .orElse("none"))
                .isEqualTo(proxy);
    }

    @Test
    void usesHttpProxyForHttpsIfThereIsNoOther() {
        ProxyRules rules = new ProxyRules(List.of(new Proxy("http", "plain", 1, "", Optional.empty())));

        assertThat(rules.proxyFor("https", "example.org").map(Proxy::host)).contains("plain");
    }
}
