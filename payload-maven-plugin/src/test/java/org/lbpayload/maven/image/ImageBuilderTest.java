// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lbpayload.format.Layout;
import org.lbpayload.maven.it.Folder;
import org.lbpayload.maven.it.ReferenceWriter;

class ImageBuilderTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);
    private static final String OTHER_SHA256 = "0".repeat(64);

    @TempDir
    Path folder;

    private Path image;
    private Path a;
    private Path b;

    @BeforeEach
    void sources() throws IOException {
        image = folder.resolve("target/payload.img");
        a = file("a", "first");
        b = file("b", "the second");
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void writesWhatAnIndependentWriterWritesWhateverTheOrder(Layout layout) throws Exception {
        List<Path> files = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 100; i++) {
            byte[] content = new byte[random.nextInt(10) == 0 ? 0 : random.nextInt(600_000)];
            random.nextBytes(content);
            files.add(Files.write(folder.resolve("file-" + i), content));
        }
        Path reference = folder.resolve("reference.img");
        ReferenceWriter.write(layout.wordBytes(), reference, files);

        Collections.shuffle(files, random);
        ImageBuilder.build(new ImageRequest(sources(files), layout, false, image, false, "1"));

        assertThat(image).hasSameBinaryContentAs(reference);
    }

    @Test
    void tellsThePayloadIdThatSha256sumGives() throws Exception {
        BuiltImage built = build(request(a, b));

        String id = Folder.payloadId(Folder.digests(folder));
        assertThat(built.payloadId()).hasToString("Optional[" + id + "]");
        assertThat(built).hasToString(image + ": layout u64, 2 entries, 1024 bytes, payload id " + id);
    }

    @Test
    void doesNothingWhereNothingChanged() throws Exception {
        BuiltImage first = build(request(a, b));
        Files.setLastModifiedTime(image, LONG_AGO);
        build(request(a, b)); // the image's own time changed, so it is built anew

        FileTime built = Files.getLastModifiedTime(image);
        BuiltImage second = build(request(b, a));

        assertThat(first.upToDate()).isFalse();
        assertThat(second.upToDate()).isTrue();
        assertThat(second.toString()).isEqualTo(first.toString());
        assertThat(Files.getLastModifiedTime(image)).isEqualTo(built);
    }

    @Test
    void buildsAnewWhereASourceChanged() throws Exception {
        build(request(a, b));
        Files.setLastModifiedTime(a, LONG_AGO);
        assertThat(build(request(a, b)).upToDate()).isFalse();
        Files.writeString(a, "first!");
        Files.setLastModifiedTime(a, LONG_AGO);
        assertThat(build(request(a, b)).upToDate()).isFalse();
        assertThat(build(request(a)).upToDate()).isFalse();
        assertThat(build(request(a)).upToDate()).isTrue();
    }

    @Test
    void buildsAnewWhereALinkLeadsToAnotherFileOfTheSameSizeAndTime() throws Exception {
        Path other = file("other", "third");
        Files.setLastModifiedTime(a, LONG_AGO);
        Files.setLastModifiedTime(other, LONG_AGO);
        Path link = Files.createSymbolicLink(folder.resolve("link"), a);
        build(request(link));
        Files.delete(link);
        Files.createSymbolicLink(link, other);

        assertThat(build(request(link)).upToDate()).isFalse();
        assertThat(build(request(link)).upToDate()).isTrue();
    }

    @Test
    void buildsAnewWhereAnotherFileOfTheSameSizeAndTimeIsInThePlaceOfTheImage() throws Exception {
        build(request(a));
        byte[] expected = Files.readAllBytes(image);
        Path other = Files.write(folder.resolve("other.img"), new byte[expected.length]);
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(image));
        Files.move(other, image, StandardCopyOption.REPLACE_EXISTING);

        assertThat(build(request(a)).upToDate()).isFalse();
        assertThat(image).hasBinaryContent(expected);
    }

    @Test
    void buildsAnewWhereTheConfigurationChanged() throws Exception {
        List<ImageSource> sources = sources(List.of(a, b));
        build(new ImageRequest(sources, Layout.U64, true, image, false, "1"));
        for (ImageRequest other : List.of(
                new ImageRequest(sources, Layout.U32, true, image, false, "1"),
                new ImageRequest(sources, Layout.U32, false, image, false, "1"),
                new ImageRequest(sources, Layout.U32, false, image, false, "2"),
                new ImageRequest(sources, Layout.U32, false, image, true, "2"),
                new ImageRequest(
                        List.of(pinned(a, sha256(a)), sources.get(1)), Layout.U32, false, image, false, "2"))) {
            assertThat(build(other).upToDate()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "image 0 0 0 1 -\n", "image 0 0 0 many -\nbuilder"})
    void buildsAnewWhereTheStateSaysNothingOfThisImage(String state) throws Exception {
        build(request(a, b));
        byte[] expected = Files.readAllBytes(image);
        Files.writeString(folder.resolve("target/payload.img.inputs"), state);

        assertThat(build(request(a, b)).upToDate()).isFalse();
        assertThat(image).hasBinaryContent(expected);
    }

    @Test
    void buildsAnewWhereTheImageIsGoneOrCutShort() throws Exception {
        build(request(a, b));
        byte[] expected = Files.readAllBytes(image);
        Files.delete(image);
        assertThat(build(request(a, b)).upToDate()).isFalse();
        FileTime built = Files.getLastModifiedTime(image);
        Files.write(image, new byte[10]);
        Files.setLastModifiedTime(image, built);
        assertThat(build(request(a, b)).upToDate()).isFalse();
        assertThat(image).hasBinaryContent(expected);
    }

    @Test
    void packsTheSameContentUnderTheSameNameOnce() throws Exception {
        Path copy = file("copy", "first");
        ImageSource again = new ImageSource("a", copy, "<files>", Optional.empty());

        BuiltImage built = build(request(List.of(ImageSource.of(a, "<distfilesDirectory>"), again)));

        assertThat(built.entries()).isEqualTo(1);
    }

    @Test
    void keepsThePinOfASourceThatAnotherAgreesWith() throws Exception {
        Path copy = file("copy", "first");
        ImageSource unpinned = new ImageSource("a", copy, "<files>", Optional.empty());

        for (List<ImageSource> sources :
                List.of(List.of(unpinned, pinned(a, OTHER_SHA256)), List.of(pinned(a, OTHER_SHA256), unpinned))) {
            assertThatThrownBy(() -> build(request(sources))).hasMessageContaining("is not the file that is pinned");
        }
    }

    @Test
    void refusesTwoPinsForOneName() {
        assertThatThrownBy(() -> build(request(List.of(pinned(a, sha256(a)), pinned(a, OTHER_SHA256)))))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("\"a\" is asked for twice with different SHA-256: ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesAFileThatIsNotThePinnedOneAndLeavesNoImage(boolean checksums) throws Exception {
        build(request(a, b));
        List<ImageSource> sources = List.of(pinned(a, OTHER_SHA256), ImageSource.of(b, "<files>"));

        assertThatThrownBy(() -> build(new ImageRequest(sources, Layout.U64, checksums, image, false, "1")))
                .isInstanceOf(ImageException.class)
                .hasMessage("steps/x/sources:1: " + a + " is not the file that is pinned: expected SHA-256 "
                        + OTHER_SHA256 + ", found " + sha256(a)
                        + "; lbpayload:fetch replaces it");
        assertThat(image.getParent()).isEmptyDirectory();
    }

    @Test
    void leavesAFileThatIsNoImageAloneWhenItFails() throws Exception {
        Path precious = file("precious", "not an image");
        List<ImageSource> sources = sources(List.of(folder.resolve("absent")));

        assertThatThrownBy(() -> build(new ImageRequest(sources, Layout.U64, true, precious, false, "1")))
                .hasMessageContaining("absent does not exist");
        assertThat(precious).hasContent("not an image");
    }

    @Test
    void refusesToReplaceOneOfItsSources() {
        assertThatThrownBy(() -> build(new ImageRequest(sources(List.of(a, b)), Layout.U64, true, b, false, "1")))
                .hasMessageContaining("is the image itself");
        assertThat(b).hasContent("the second");
    }

    @Test
    void refusesToReplaceAFileThatIsNoImage() throws Exception {
        Files.createDirectories(image.getParent());
        Files.writeString(image, "somebody's notes");

        assertThatThrownBy(() -> build(request(sources(List.of(a)))))
                .isInstanceOf(ImageException.class)
                .hasMessage(
                        "<imageFile>: " + image + " is there and is no payload image: name another file, or delete it");
        assertThat(image).hasContent("somebody's notes");
    }

    @Test
    void leavesWhatStandsBesideAFileThatIsNoImage() throws Exception {
        Files.createDirectories(image.getParent());
        Files.writeString(image, "somebody's download");
        Path part = Files.writeString(image.resolveSibling("payload.img.part"), "half of another");

        assertThatThrownBy(() -> build(request(sources(List.of(a))))).hasMessageContaining("is no payload image");
        assertThat(part).hasContent("half of another");
    }

    @Test
    void buildsAnewWhereADamagedImageOutlivedABuildThatFailed() throws Exception {
        build(request(sources(List.of(a))));
        Files.writeString(image, "damaged since");

        assertThatThrownBy(() -> build(request(sources(List.of(folder.resolve("absent"))))))
                .hasMessageContaining("absent does not exist");
        assertThat(image.getParent()).isEmptyDirectory();
        build(request(sources(List.of(a))));
        assertThat(image).isRegularFile();
    }

    @Test
    void replacesAnEmptyFile() throws Exception {
        Files.createDirectories(image.getParent());
        Files.createFile(image);

        build(request(sources(List.of(a))));

        assertThat(image).isNotEmptyFile();
    }

    @Test
    void refusesToReplaceOneOfItsSourcesByAnotherNameForIt() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), b);
        List<ImageSource> sources = sources(List.of(folder.resolve("absent"), link));

        assertThatThrownBy(() -> build(new ImageRequest(sources, Layout.U64, true, b, false, "1")))
                .hasMessage("<files>: " + link + " is the image itself: name another <imageFile>, or leave it out of"
                        + " the sources");
        assertThat(b).hasContent("the second");
    }

    @ParameterizedTest
    @ValueSource(strings = {".inputs", ".part"})
    void refusesToPackWhatItKeepsBesideTheImage(String suffix) throws Exception {
        Path image = folder.resolve("of-all.img");
        Path beside = file("of-all.img" + suffix, "");

        assertThatThrownBy(
                        () -> build(new ImageRequest(sources(List.of(a, beside)), Layout.U64, true, image, false, "1")))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith("<files>: " + beside + " is what a build keeps beside its image: name another");
        assertThat(beside).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"payload.img", "no/such/payload.img"})
    void refusesAPlaceBelowAFile(String place) throws Exception {
        Path notAFolder = file("not-a-folder", "");
        Path impossible = notAFolder.resolve(place);

        assertThatThrownBy(() -> build(new ImageRequest(sources(List.of(a)), Layout.U64, true, impossible, false, "1")))
                .isInstanceOf(ImageException.class)
                .hasMessage("<imageFile>: " + impossible + " cannot be written, since " + notAFolder
                        + " is no folder: name another place");
        assertThat(notAFolder).isEmptyFile();
    }

    @Test
    void refusesMoreEntriesThanTheFormatHas() throws Exception {
        List<ImageSource> sources = new ArrayList<>();
        for (int i = 0; i <= 200_000; i++) {
            sources.add(new ImageSource("name-" + i, a, "<fileList>", Optional.empty()));
        }

        assertThatThrownBy(() -> build(request(sources)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(
                        "expected at most 200000 entries, found 200001: distribute them over several images");
    }

    private static BuiltImage build(ImageRequest request) throws ImageException {
        return ImageBuilder.build(request);
    }

    private ImageRequest request(Path... files) throws ImageException {
        return request(sources(List.of(files)));
    }

    private ImageRequest request(List<ImageSource> sources) {
        return new ImageRequest(sources, Layout.U64, true, image, false, "1");
    }

    private static List<ImageSource> sources(List<Path> files) throws ImageException {
        List<ImageSource> sources = new ArrayList<>();
        for (Path file : files) {
            sources.add(ImageSource.of(file, "<files>"));
        }
        return sources;
    }

    private static ImageSource pinned(Path file, String sha256) {
        return new ImageSource(file.getFileName().toString(), file, "steps/x/sources:1", Optional.of(sha256));
    }

    private static String sha256(Path file) throws IOException {
        return Folder.sha256(Files.readAllBytes(file));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
