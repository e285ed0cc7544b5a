// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.maven.image.ImageException;
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

    /** The name is in Latin-1, which is wrong in a UTF-8 locale and in the C locale alike. */
    @Test
    void refusesANameThatTheScannerLosesUnlessItIsLeftOut() throws Exception {
        Files.writeString(basedir.resolve("a.tar"), "a");
        makeLatin1Name(basedir);
        FileSet all = new FileSet();
        all.set(".");

        assertThatThrownBy(() -> all.list(basedir))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("has a name that the encoding of this locale does not have: rename it");
        FileSet archives = new FileSet();
        archives.set(".");
        archives.addInclude("*.tar");
        assertThat(archives.list(basedir)).hasSize(1);
        FileSet others = new FileSet();
        others.set(".");
        others.addExclude("*.txt");
        assertThat(others.list(basedir)).hasSize(1);
    }

    @Test
    void refusesANameThatTheScannerLosesBehindALinkThatItFollows() throws Exception {
        Path set = Files.createDirectory(basedir.resolve("set"));
        Files.writeString(set.resolve("a.tar"), "a");
        makeLatin1Name(Files.createDirectory(basedir.resolve("elsewhere")));
        Files.createSymbolicLink(set.resolve("link"), Path.of("../elsewhere"));
        FileSet following = new FileSet();
        following.set("set");
        following.setFollowSymlinks(true);

        assertThatThrownBy(() -> following.list(basedir))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("has a name that the encoding of this locale does not have: rename it");
        FileSet staying = new FileSet();
        staying.set("set");
        assertThat(staying.list(basedir)).hasSize(1);
    }

    private static void makeLatin1Name(Path folder) throws Exception {
        String make = ": > \"$(printf '\\344').txt\"";
        assertThat(new ProcessBuilder("sh", "-c", make)
                        .directory(folder.toFile())
                        .start()
                        .waitFor())
                .isZero();
    }
}
