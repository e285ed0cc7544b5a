// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileListTest {
    @TempDir
    Path directory;

    @Test
    void readsNameAndPathOfEachLine() throws Exception {
        Path list = list("one /absolute/path\n" + "\n" + " two\t relative/with blanks \r\n" + "\u00e9 last");

        assertThat(FileList.read(list))
                .extracting(ImageSource::name, ImageSource::path, ImageSource::origin)
                .containsExactly(
                        tuple("one", Path.of("/absolute/path"), "<fileList> " + list + ":1"),
                        tuple("two", directory.resolve("relative/with blanks"), "<fileList> " + list + ":3"),
                        tuple("\u00e9", directory.resolve("last"), "<fileList> " + list + ":4"));
    }

    @Test
    void acceptsOtherWhiteSpaceInName() throws Exception {
        assertThat(FileList.read(list("no\u00a0break path\n")))
                .extracting(ImageSource::name, ImageSource::path)
                .containsExactly(tuple("no\u00a0break", directory.resolve("path")));
    }

    @Test
    void refusesLineWithoutPath() throws Exception {
        Path list = list("one path\n\nonly-a-name \n");

        assertThatThrownBy(() -> FileList.read(list))
                .isInstanceOf(ImageException.class)
                .hasMessage("<fileList>: " + list + ":3: expected \"<name> <path>\", found \"only-a-name\":"
                        + " separate the name and the path with a blank");
    }

    @Test
    void escapesControlCharactersOfMalformedLine() throws Exception {
        Path list = list("evil\u001b[2J\n");

        assertThatThrownBy(() -> FileList.read(list)).hasMessageContaining("found \"evil\\u001b[2J\"");
    }

    @Test
    void refusesListThatIsNotUtf8() throws Exception {
        Path list = Files.write(directory.resolve("list"), "\u00e9 path".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> FileList.read(list))
                .isInstanceOf(ImageException.class)
                .hasMessage("<fileList>: " + list + " is not valid UTF-8: convert the list to UTF-8");
    }

    @Test
    void refusesByteOrderMark() throws Exception {
        Path list = list("\ufeffname path\n");

        assertThatThrownBy(() -> FileList.read(list))
                .isInstanceOf(ImageException.class)
                .hasMessage(
                        "<fileList>: " + list + ": expected \"<name> <path>\", found a byte order mark at the start:"
                                + " save the list as UTF-8 without a byte order mark");
    }

    private Path list(String text) throws IOException {
        return Files.writeString(directory.resolve("list"), text);
    }
}
