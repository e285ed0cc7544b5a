// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.ImageSource;

class DistfileSourcesTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    @TempDir
    Path basedir;

    private Path directory;
    private Path image;
    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void paths() {
        directory = basedir.resolve("distfiles");
        image = basedir.resolve("target/payload.img");
    }

    @Test
    void listsAllFilesWithoutSteps() throws Exception {
        Files.createDirectories(directory.resolve("directory"));
        Files.writeString(directory.resolve("a"), "a");

        assertThat(list(withoutSteps(directory)))
                .containsExactly(
                        new ImageSource("a", directory.resolve("a"), "<distfilesDirectory>", Optional.empty()));
    }

    @Test
    void warnsAboutDirectories() throws Exception {
        Path ignored = Files.createDirectories(directory.resolve("directory"));
        Files.createDirectories(directory.resolve(".lbpayload-fetch"));

        assertThat(list(withoutSteps(directory))).isEmpty();
        assertThat(warnings)
                .containsExactly("<distfilesDirectory>: the directory " + ignored
                        + " is not packed: move its files to the parent directory, or name the"
                        + " directory in <fileSets>");
    }

    @Test
    void acceptsOnlyDefaultDirectoryAsMissing() throws Exception {
        assertThat(list(withoutSteps(directory))).isEmpty();
        assertThat(withoutSteps(directory).nothingToPack()).endsWith(directory + " does not exist");
        assertThatThrownBy(() -> list(withoutSteps(basedir.resolve("other"))))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("<distfilesDirectory>: cannot list " + basedir.resolve("other"));
    }

    @Test
    void refusesImageAmongDistfiles() throws Exception {
        Files.createDirectories(directory);
        image = directory.resolve("payload.img");

        assertThatThrownBy(() -> list(withoutSteps(directory)))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith("<imageFile>: " + image + " is in <distfilesDirectory>");
    }

    @Test
    void refusesImageAmongDistfilesBehindLink() throws Exception {
        image = Files.createDirectory(basedir.resolve("real")).resolve("payload.img");
        Files.createSymbolicLink(directory, Path.of("real"));

        assertThatThrownBy(() -> list(withoutSteps(directory)))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith("<imageFile>: " + image + " is in <distfilesDirectory>");
    }

    @Test
    void listsPayloadDistfilesOfSteps() throws Exception {
        DistfileSources sources = withSteps("build: early\njump: fiwix\nimprove: import_payload\nbuild: late\n");

        List<ImageSource> found = list(sources);

        assertThat(found).hasSize(1);
        assertThat(found.get(0).name()).isEqualTo("late.tar");
        assertThat(found.get(0).path()).isEqualTo(directory.resolve("late.tar"));
        assertThat(found.get(0).sha256()).contains(B);
        assertThat(found.get(0).origin()).startsWith("<stepsDirectories> ").endsWith("late/sources:1");
        assertThat(warnings).isEmpty();
    }

    @Test
    void forwardsWarningsAboutSteps() throws Exception {
        list(withSteps("build: early\njump: fiwix\nimprove: import_payload\nbuild: late\nbuild: absent\n"));

        assertThat(warnings).singleElement().asString().contains("absent (line 5)");
    }

    @Test
    void explainsWhyThereIsNothingToPack() throws Exception {
        DistfileSources sources = withSteps("build: early\njump: fiwix\nimprove: import_payload\n");

        assertThat(list(sources)).isEmpty();
        assertThat(sources.nothingToPack())
                .isEqualTo("<stepsDirectories>: there is nothing to pack: the steps in " + basedir.resolve("steps")
                        + " need no distfiles after improve: import_payload");
    }

    private DistfileSources withoutSteps(Path chosen) {
        return new DistfileSources(chosen, directory, List.of(), "import_payload");
    }

    private DistfileSources withSteps(String manifest) throws Exception {
        Path steps = basedir.resolve("steps");
        Files.writeString(Files.createDirectories(steps.resolve("early")).resolve("sources"), source("early", A));
        Files.writeString(Files.createDirectories(steps.resolve("late")).resolve("sources"), source("late", B));
        Files.writeString(steps.resolve("manifest"), manifest);
        return new DistfileSources(directory, directory, List.of(steps), "import_payload");
    }

    private static String source(String name, String sha256) {
        return "f https://mirror.example/" + name + ".tar " + sha256 + "\n";
    }

    private List<ImageSource> list(DistfileSources sources) throws ImageException {
        return sources.list(image, warnings::add);
    }
}
