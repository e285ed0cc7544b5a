// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorTest {
    @TempDir
    Path root;

    private static String source(String mirror, String name) {
        return Mirror.of(mirror, Optional.empty()).source(name).shown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a#b", "a?b", "100%", "a%20b", "a[1]", "plain"})
    void acceptsFileUrlWithoutPercentEncoding(String name) throws Exception {
        Path directory = Files.createDirectory(root.resolve(name));

        assertThat(source("file://" + directory, "x.tgz"))
                .isEqualTo(directory.resolve("x.tgz").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a#b", "100%", "a%20b"})
    void acceptsFileUrlWithPercentEncoding(String name) throws Exception {
        Path directory = Files.createDirectory(root.resolve(name));

        assertThat(source(directory.toUri().toString(), "x.tgz"))
                .isEqualTo(directory.resolve("x.tgz").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "/srv/distfiles, /srv/distfiles/x",
        "file:/srv/distfiles, /srv/distfiles/x",
        "file:///srv/distfiles/, /srv/distfiles/x",
        "FILE://localhost/srv/distfiles, /srv/distfiles/x",
        "http://example.org/d, http://example.org/d/x",
        "https://user:password@a_b.example.org/d|e/, https://a_b.example.org/d|e/x",
    })
    void returnsSourceOfDistfile(String mirror, String expected) {
        assertThat(source(mirror, "x")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.org/",
                "distfiles",
                "http:example.org",
                "http:///distfiles",
                "https://example.org/?x=",
                "https://example.org/#x",
                "file://host/distfiles",
                "file:distfiles",
                "file://",
            })
    void refusesMirrorThatNamesCannotBeAppendedTo(String mirror) {
        assertThatThrownBy(() -> Mirror.of(mirror, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("mirror ");
    }

    @Test
    void showsCorrectSpelling() {
        assertThatThrownBy(() -> Mirror.of("distfiles", Optional.empty()))
                .hasMessage("mirror distfiles: expected an http or https URL; write http://HOST/PATH,"
                        + " https://HOST/PATH, file:///PATH or /PATH");
        assertThatThrownBy(() -> Mirror.of("file://host/distfiles", Optional.empty()))
                .hasMessage("mirror file://host/distfiles: expected the URL of a directory on this machine;"
                        + " write file:///srv/distfiles or /srv/distfiles");
    }

    @Test
    void printsRefusedMirrorWithoutCredentials() {
        assertThatThrownBy(() -> Mirror.of("ftp://user:s3cret@example.org/?k=s3cret", Optional.empty()))
                .hasMessageContaining("ftp://example.org/?...")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void hidesCredentialsInToString() {
        assertThat(Mirror.of("https://user:s3cret@example.org/", Optional.empty()))
                .hasToString("https://example.org/");
    }
}
