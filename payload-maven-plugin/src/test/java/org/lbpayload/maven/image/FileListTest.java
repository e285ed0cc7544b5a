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
    void reads_a_name_and_a_path_a_line() throws Exception {
        Path list = list("one /absolute/path\n" + "\n" + " two\t relative/with blanks \r\n" + "\u00e9 last");

        assertThat(FileList.read(list))
                .extracting(ImageSource::name, ImageSource::path, ImageSource::origin)
                .containsExactly(
                        tuple("one", Path.of("/absolute/path"), "<fileList> " + list + ":1"),
                        tuple("two", folder.resolve("relative/with blanks"), "<fileList> " + list + ":3"),
                        tuple("\u00e9", folder.resolve("last"), "<fileList> " + list + ":4"));
    }

    @Test
    void takes_no_other_white_space_for_a_blank() throws Exception {
        assertThat(FileList.read(list("no\u00a0break path\n")))
                .extracting(ImageSource::name, ImageSource::path)
                .containsExactly(tuple("no\u00a0break", folder.resolve("path")));
    }

    @Test
    void tells_the_line_that_lacks_a_path() throws Exception {
        Path list = list("one path\n\nonly-a-name \n");

        assertThatThrownBy(() -> FileList.read(list))
                .isInstanceOf(ImageException.class)
                .hasMessage("<fileList>: " + list + ":3: expected \"<name> <path>\", found \"only-a-name\":"
                        + " write both, with a blank between them");
    }

    @Test
    void shows_no_control_characters_of_a_malformed_line() throws Exception {
        Path list = list("evil\u001b[2J\n");

        assertThatThrownBy(() -> FileList.read(list)).hasMessageContaining("found \"evil\\u001b[2J\"");
    }

    @Test
    void refuses_a_list_that_is_not_utf8() throws Exception {
        Path list = Files.write(folder.resolve("list"), "\u00e9 path".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> FileList.read(list))
                .isInstanceOf(ImageException.class)
                .hasMessage("<fileList>: " + list + " is not valid UTF-8: save it in that encoding");
    }

    private Path list(String text) throws IOException {
        return Files.writeString(folder.resolve("list"), text);
    }
}
