// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {
    @ParameterizedTest
    @CsvSource({
        "file:///a/b.tar, b.tar",
        "file:///a/%E2%82%AC, \u20ac",
        "file:///a/%F0%9F%92%BE%25, \uD83D\uDCBE%",
        "file:///a/with%20blank%0A, 'with blank\n'",
        "file:///tmp, tmp",
        "file:///a/gcc-4.7.4_(2)~.tar, gcc-4.7.4_(2)~.tar",
        "file:///a/what%3F, what?",
        "file:///a/%7F, '\u007f'",
    })
    void decodesBytesOnDisk(URI file, String name) throws Exception {
        assertThat(FileName.of(Path.of(file), "<files>")).isEqualTo(name);
    }

    @Test
    void refusesInvalidUtf8() {
        assertThatThrownBy(() -> FileName.of(Path.of(URI.create("file:///a/%FF.tar")), "<files>"))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith("<files>: the name of file:///a/%FF.tar is not valid UTF-8: rename the file");
    }
}
