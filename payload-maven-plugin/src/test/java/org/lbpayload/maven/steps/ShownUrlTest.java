// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://user:s3cret@example.org/a/b,   https://example.org/a/b",
        "https://user:s3c@ret@example.org/a,    https://example.org/a",
        "https://example.org/a@b,               https://example.org/a@b",
        "https://user:s3cret@example.org/a@b,   https://example.org/a@b",
        "https://example.org?token=s3cret,      https://example.org?...",
        "https://user@example.org/a?b#c,        https://example.org/a?...",
        "user:s3cret@example.org/a,             example.org/a",
        "file:///srv/a,                         file:///srv/a",
        "'',                                    ''",
    })
    void removesCredentialsAndQuery(String url, String shown) {
        assertThat(ShownUrl.of(url)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "https://ci:s3#cret@example.org/a,      https://...",
        "https://ci:s3?cret@example.org/a,      https://...",
        "https://ci:s3/cret@example.org/a,      https://...",
        "https://s3#cret@example.org/a,         https://...",
        "ci:s3#cret@example.org/a,              ...",
        "https://a@ci:s3#cret@example.org/a,    https://...",
        "https:/ci:s3cret@example.org/a,        ...",
    })
    void hidesHostThatMayBePartOfPassword(String url, String shown) {
        assertThat(ShownUrl.of(url)).isEqualTo(shown);
    }

    @Test
    void escapesControlCharacters() {
        assertThat(ShownUrl.of("http://example.org/\u001b[2J")).isEqualTo("http://example.org/\\u001b[2J");
    }
}
