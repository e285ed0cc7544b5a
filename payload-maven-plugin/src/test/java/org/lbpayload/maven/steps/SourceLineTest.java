// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

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

class SourceLineTest {
    private static final Location WHERE = new Location(Path.of("steps/tar-1.12/sources"), 3);
    private static final String SHA = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "f https://example.org/gnu/tar-1.12.tar.gz SHA,               tar-1.12.tar.gz, https://example.org/gnu/tar-1.12.tar.gz",
        "f https://example.org/gnu/tar-1.12.tar.gz SHA t.tgz,         t.tgz,           https://example.org/gnu/tar-1.12.tar.gz",
        "g https://example.org/t.git~v1 https://example.org/v1.tgz SHA, v1.tgz,        https://example.org/v1.tgz",
        "g https://example.org/t.git~v1 https://example.org/v1.tgz SHA t.tgz, t.tgz,   https://example.org/v1.tgz",
        "file https://example.org/x SHA three,                        three,           https://example.org/x",
        "git git://example.org/two~v1 https://example.org/two.tgz SHA, two.tgz,       https://example.org/two.tgz",
        "git://example.org/t~0123abcd https://example.org/one.tgz SHA, one.tgz,       https://example.org/one.tgz",
        "git://example.org/t~v1 https://example.org/v1.tgz SHA t.tgz, t.tgz,          https://example.org/v1.tgz",
        "https://example.org/gnu/tar-1.12.tar.gz SHA,                 tar-1.12.tar.gz, https://example.org/gnu/tar-1.12.tar.gz",
        "http://example.org/x SHA tar.tgz,                            tar.tgz,         http://example.org/x",
        "'  f\thttps://example.org/a  SHA \r',                        a,               https://example.org/a",
        "f https://example.org/a?b=c#d SHA,                           a?b=c#d,         https://example.org/a?b=c#d",
    })
    void readsNameAndUrlOfEachForm(String line, String name, String url) throws Exception {
        assertThat(SourceLine.parse(line.replace("SHA", SHA), WHERE))
                .contains(new SourceLine(name, SHA, Optional.of(url), WHERE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "g https://example.org/t.git~v1 _ SHA t.tgz",
                "git://example.org/t~v1 _ SHA t.tgz",
                "f _ SHA t.tgz",
                "_ SHA t.tgz"
            })
    void readsUnderscoreAsMirrorsOnly(String line) throws Exception {
        assertThat(SourceLine.parse(line.replace("SHA", SHA), WHERE))
                .contains(new SourceLine("t.tgz", SHA, Optional.empty(), WHERE));
    }

    @Test
    void acceptsChecksumInUpperCase() throws Exception {
        assertThat(SourceLine.parse("f https://example.org/a " + "AB".repeat(32), WHERE)
                        .orElseThrow()
                        .sha256())
                .isEqualTo("ab".repeat(32));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "# f https://example.org/a", "  # note"})
    void ignoresBlankLinesAndComments(String line) throws Exception {
        assertThat(SourceLine.parse(line, WHERE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f https://example.org/a|expected 'f URL SHA256 [NAME]'",
                "f|expected 'f URL SHA256 [NAME]'",
                "g https://example.org/a SHA|expected 'f URL SHA256 [NAME]'",
                "git://example.org/a SHA|expected 'f URL SHA256 [NAME]'",
                "f https://example.org/a SHA b c|expected 'f URL SHA256 [NAME]'",
                "x https://example.org/a SHA|expected 'f URL SHA256 [NAME]'",
                "f SHA https://example.org/a|expected 'f URL SHA256 [NAME]'",
                "f https://example.org/a 0123|expected a SHA-256 of 64 hexadecimal digits after the URL, found '0123'",
                "f https://example.org/a SHA0|expected a SHA-256 of 64 hexadecimal digits after the URL, found",
                "g https://example.org/t.git~v1 _ SHA|expected the distfile's name at the end",
                "f https://example.org/ SHA|expected a valid distfile name",
                "f https://example.org/a SHA b/c|expected a valid distfile name",
                "f https://example.org/a SHA ..|expected a valid distfile name",
            })
    void rejectsMalformedLineWithItsLocation(String line, String expected) {
        assertThatThrownBy(() -> SourceLine.parse(line.replace("SHA", SHA).replace(SHA + "256", "SHA256"), WHERE))
                .isInstanceOf(StepsException.class)
                .hasMessageStartingWith(WHERE + ": " + expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f https://user:s3cret@example.org/a",
                "x https://example.org/a?token=s3cret SHA",
                "f user:s3cret@example.org/a SHA",
                "f https://example.org/a https://user:s3cret@example.org/b",
                "g https://user:s3#cret@example.org/a _ SHA",
            })
    void quotesMalformedLineWithoutCredentials(String line) {
        assertThatThrownBy(() -> SourceLine.parse(line.replace("SHA", SHA), WHERE))
                .isInstanceOf(StepsException.class)
                .message()
                .contains("found '")
                .doesNotContain("s3", "cret");
    }

    @Test
    void readsNothingIfStepHasNoSources(@TempDir Path directory) throws Exception {
        assertThat(SourceLine.readAll(directory)).isEmpty();
    }

    @Test
    void rejectsSourcesFileThatIsNotText(@TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("sources"), new byte[] {'f', ' ', (byte) 0xff, '\n'});

        assertThatThrownBy(() -> SourceLine.readAll(directory))
                .isInstanceOf(StepsException.class)
                .hasMessageContaining(file + " is not valid UTF-8");
    }

    @Test
    void rejectsSourcesFileThatIsDirectory(@TempDir Path directory) throws Exception {
        Path file = Files.createDirectory(directory.resolve("sources"));

        assertThatThrownBy(() -> SourceLine.readAll(directory))
                .isInstanceOf(StepsException.class)
                .hasMessageContaining(file + " cannot be read: ");
    }
}
