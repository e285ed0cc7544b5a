// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.ImageSource;

class FileSetTest {
    @TempDir
    Path basedir;

    @Test
    void followsLinkToDirectory() throws Exception {
        Files.createFile(Files.createDirectory(basedir.resolve("store")).resolve("a.tar"));
        Path link = Files.createSymbolicLink(basedir.resolve("link"), Path.of("store"));

        assertThat(fileSet("link").list(basedir)).extracting(ImageSource::path).containsExactly(link.resolve("a.tar"));
    }

    @Test
    void followsLinksBelowDirectoryOnlyOnRequest() throws Exception {
        Path set = Files.createDirectory(basedir.resolve("set"));
        Files.createFile(Files.createDirectory(basedir.resolve("elsewhere")).resolve("a.tar"));
        Files.createSymbolicLink(set.resolve("link"), Path.of("../elsewhere"));

        assertThat(fileSet("set").list(basedir)).isEmpty();
        FileSet following = fileSet("set");
        following.setFollowSymlinks(true);
        assertThat(following.list(basedir)).extracting(ImageSource::name).containsExactly("a.tar");
    }

    @Test
    void appliesPatternsToPathsBelowDirectory() throws Exception {
        Path deep = Files.createDirectories(basedir.resolve("set/deep"));
        Files.createFile(deep.resolve("a.tar"));
        Files.createFile(deep.resolve("b.tar"));
        Files.createFile(deep.resolve("a.txt"));
        FileSet fileSet = fileSet("set");
        fileSet.addInclude("deep/*.tar");
        fileSet.addExclude("**/b.*");

        assertThat(fileSet.list(basedir)).extracting(ImageSource::name).containsExactly("a.tar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%regex[.*\\.tmp]", "%regex[deep\\\\\\w+\\.tmp]", "%ant[**\\*.tmp]", "deep\\*.tmp"})
    void excludesPatternWithBackslash(String pattern) throws Exception {
        Path deep = Files.createDirectories(basedir.resolve("set/deep"));
        Files.createFile(deep.resolve("a.tmp"));
        Files.createFile(deep.resolve("a.tar"));
        FileSet fileSet = fileSet("set");
        fileSet.addExclude(pattern);

        assertThat(fileSet.list(basedir)).extracting(ImageSource::name).containsExactly("a.tar");
    }

    @ParameterizedTest
    @CsvSource({
        "%regex[(a], is not a valid pattern: Unclosed group: correct it",
        "%regex[a.c, does not end with ]: correct the pattern",
    })
    void refusesInvalidRegularExpression(String pattern, String problem) throws Exception {
        Files.createDirectory(basedir.resolve("set"));
        FileSet fileSet = fileSet("set");
        fileSet.addInclude(pattern);

        assertThatThrownBy(() -> fileSet.list(basedir))
                .isInstanceOf(ImageException.class)
                .hasMessage("<fileSets>: \"" + pattern + "\" " + problem);
    }

    @Test
    void refusesEmptyPattern() throws Exception {
        Files.createDirectory(basedir.resolve("set"));
        FileSet fileSet = fileSet("set");
        fileSet.addExclude(null);

        assertThatThrownBy(() -> fileSet.list(basedir))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith("<fileSets>: expected a pattern in each element, found an empty element");
    }

    @Test
    void convertsSeparatorsOfPatternsOnWindows() {
        assertThat(FileSetScanner.normalise("%regex[deep/\\w+]", '\\')).isEqualTo("%regex[deep\\\\\\w+]");
        assertThat(FileSetScanner.normalise("deep/a\\", '\\')).isEqualTo("deep\\a\\**");
    }

    /** The file name is in Latin-1, which is not valid UTF-8. */
    @Test
    void refusesNameThatIsNotUtf8UnlessExcluded() throws Exception {
        Files.writeString(basedir.resolve("a.tar"), "a");
        createLatin1Name(basedir);

        assertThatThrownBy(() -> fileSet(".").list(basedir))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("%E4.txt is not valid UTF-8: rename the file");
        FileSet archives = fileSet(".");
        archives.addInclude("*.tar");
        assertThat(archives.list(basedir)).hasSize(1);
        FileSet others = fileSet(".");
        others.addExclude("*.txt");
        assertThat(others.list(basedir)).hasSize(1);
    }

    @Test
    void refusesLinkThatLeadsBackToParent() throws Exception {
        Path set = Files.createDirectory(basedir.resolve("set"));
        Files.createSymbolicLink(set.resolve("loop"), Path.of("."));
        FileSet following = fileSet("set");
        following.setFollowSymlinks(true);

        assertThatThrownBy(() -> following.list(basedir))
                .isInstanceOf(ImageException.class)
                .hasMessage("<fileSets>: cannot read " + set + ": a symbolic link leads back to one of its parent"
                        + " directories; check the permissions, or exclude the path");
        following.addExclude("loop");
        assertThat(following.list(basedir)).isEmpty();
    }

    private static FileSet fileSet(String directory) {
        FileSet fileSet = new FileSet();
        fileSet.set(directory);
        return fileSet;
    }

    private static void createLatin1Name(Path directory) throws Exception {
        String create = ": > \"$(printf '\\344').txt\"";
        assertThat(new ProcessBuilder("sh", "-c", create)
                        .directory(directory.toFile())
                        .start()
                        .waitFor())
                .isZero();
    }
}
