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
    Path folder;

    @Test
    void readsANameAndAPathALine() throws Exception {
        Path list = list("one /absolute/path\n" + "\n" + " two\t relative/with blanks \r\n" + "\u00e9 last");

        assertThat(FileList.read(list))
                .extracting(ImageSource::name, ImageSource::path, ImageSource::origin)
                .containsExactly(
                        tuple("one", Path.of("/absolute/path"), "<fileList> " + list + ":1"),
                        tuple("two", folder.resolve("relative/with blanks"), "<fileList> " + list + ":3"),
                        tuple("\u00e9", folder.resolve("last"), "<fileList> " + list + ":4"));
    }

    @Test
    void takesNoOtherWhiteSpaceForABlank() throws Exception {
        assertThat(FileList.read(list("no\u00a0break path\n")))
                .extracting(ImageSource::name, ImageSource::path)
                .containsExactly(tuple("no\u00a0break", folder.resolve("path")));
    }

    @Test
    void tellsTheLineThatLacksAPath() throws Exception {
        Path list = list("one path\n\nonly-a-name \n");

        assertThatThrownBy(() -> FileList.read(list))
                .isInstanceOf(ImageException.class)
                .hasMessage("<fileList>: " + list + ":3: expected \"<name> <path>\", found \"only-a-name\":"
                        + " write both, with a blank between them");
    }

    @Test
    void showsNoControlCharactersOfAMalformedLine() throws Exception {
        Path list = list("evil\u001b[2J\n");

        assertThatThrownBy(() -> FileList.read(list)).hasMessageContaining("found \"evil\\u001b[2J\"");
    }

    @Test
    void refusesAListThatIsNotUtf8() throws Exception {
        Path list = Files.write(folder.resolve("list"), "\u00e9 path".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> FileList.read(list))
                .isInstanceOf(ImageException.class)
                .hasMessage("<fileList>: " + list + " is not valid UTF-8: save it in that encoding");
    }

    private Path list(String text) throws IOException {
        return Files.writeString(folder.resolve("list"), text);
    }
}
