// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lbpayload.format.Layout;
import org.lbpayload.maven.it.Images;
import org.lbpayload.maven.it.TestFiles;

class RecordedSourcesTest {
    @TempDir
    Path directory;

    @Test
    void readsSourcesWithoutPins() throws Exception {
        Path a = Files.writeString(directory.resolve("a"), "a");
        Path b = Files.writeString(directory.resolve("b"), "b");
        String pin = TestFiles.sha256("b".getBytes(StandardCharsets.US_ASCII));
        Path image = build(
                new ImageSource("a", a, "<files>", Optional.empty()),
                new ImageSource("other", b, "<stepsDirectories> sources:1", Optional.of(pin)));

        assertThat(RecordedSources.read(image))
                .containsExactlyInAnyOrder(
                        new ImageSource("a", a, "<files>", Optional.empty()),
                        new ImageSource("other", b, "<stepsDirectories> sources:1", Optional.empty()));
    }

    @Test
    void keepsAllSourcesOfEntry() throws Exception {
        Path one = Files.writeString(directory.resolve("one"), "same");
        Path two = Files.writeString(directory.resolve("two"), "same");
        Path image = build(
                new ImageSource("name", one, "<files>", Optional.empty()),
                new ImageSource("name", two, "<files>", Optional.empty()));

        assertThat(RecordedSources.read(image)).extracting(ImageSource::path).containsExactlyInAnyOrder(one, two);
    }

    @Test
    void escapesSeparatorsInPath() throws Exception {
        Path odd = Files.createDirectories(directory.resolve("x\ny\tz"));
        Path file = Files.writeString(odd.resolve("a"), "a");
        Path image = build(new ImageSource("a", file, "<fileList> list\t:1", Optional.empty()));

        List<ImageSource> sources = RecordedSources.read(image);

        assertThat(sources).hasSize(1);
        assertThat(sources.get(0).origin()).isEqualTo("<fileList> list\\u0009:1");
        assertThat(sources.get(0).path()).hasToString(directory + "/x\\u000ay\\u0009z/a");
    }

    @Test
    void returnsNothingWithoutState() throws Exception {
        assertThat(RecordedSources.read(directory.resolve("absent.img"))).isEmpty();
    }

    @Test
    void returnsNothingWhenImageWasReplaced() throws Exception {
        Path image = build(ImageSource.of(Files.writeString(directory.resolve("a"), "a"), "<files>"));
        Path copy = Files.copy(image, directory.resolve("copy.img"));
        Files.move(copy, image, StandardCopyOption.REPLACE_EXISTING);

        assertThat(RecordedSources.read(image)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense"})
    void returnsNothingWhenStateIsDamaged(String state) throws Exception {
        Path image = build(ImageSource.of(Files.writeString(directory.resolve("a"), "a"), "<files>"));
        Files.writeString(ImageState.fileOf(image), state);

        assertThat(RecordedSources.read(image)).isEmpty();
    }

    @Test
    void returnsNothingWhenStateIsNotUtf8() throws Exception {
        Path image = build(ImageSource.of(Files.writeString(directory.resolve("a"), "a"), "<files>"));
        Files.write(ImageState.fileOf(image), new byte[] {'a', '\t', (byte) 0xff, '\n'});

        assertThat(RecordedSources.read(image)).isEmpty();
    }

    @Test
    void returnsNothingWhenPathIsInvalid() throws Exception {
        Path image = build(ImageSource.of(Files.writeString(directory.resolve("a"), "a"), "<files>"));
        Files.writeString(
                ImageState.fileOf(image),
                ImageState.stampOf(image).orElseThrow() + " 1 -\na\t<files>\t\0\t1\t2\t3\t\n");

        assertThat(RecordedSources.read(image)).isEmpty();
    }

    private Path build(ImageSource... sources) throws ImageException {
        Path image = directory.resolve("target/payload.img");
        Images.build(
                image, new ImageRequest(List.of(sources), new ImageRequest.Settings(Layout.U64, true, "1"), false));
        return image;
    }
}
