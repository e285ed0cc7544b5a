// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.maven.image.ImageSource;

class FileSetTest {
    @TempDir
    Path basedir;

    @Test
    void mayBeOfALinkToAFolder() throws Exception {
        Files.createFile(Files.createDirectory(basedir.resolve("store")).resolve("a.tar"));
        Path link = Files.createSymbolicLink(basedir.resolve("link"), Path.of("store"));
        FileSet fileSet = new FileSet();
        fileSet.set("link");

        assertThat(fileSet.list(basedir)).extracting(ImageSource::path).containsExactly(link.resolve("a.tar"));
    }
}
