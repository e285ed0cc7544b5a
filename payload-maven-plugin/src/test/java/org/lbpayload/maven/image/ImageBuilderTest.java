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
import java.util.Arrays;
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
import org.lbpayload.maven.it.Images;
import org.lbpayload.maven.it.IndependentWriter;
import org.lbpayload.maven.it.TestFiles;

class ImageBuilderTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);
    private static final String OTHER_SHA256 = "0".repeat(64);

    private static final ImageRequest.Settings SETTINGS = new ImageRequest.Settings(Layout.U64, true, "1");

    @TempDir
    Path directory;

    private Path image;
    private Path a;
    private Path b;

    @BeforeEach
    void sources() throws IOException {
        image = directory.resolve("target/payload.img");
        a = file("a", "first");
        b = file("b", "the second");
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void writesSameBytesAsIndependentWriterInAnyOrder(Layout layout) throws Exception {
        List<Path> files = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 100; i++) {
            byte[] content = new byte[random.nextInt(10) == 0 ? 0 : random.nextInt(600_000)];
            random.nextBytes(content);
            files.add(Files.write(directory.resolve("file-" + i), content));
        }
        Path reference = directory.resolve("reference.img");
        IndependentWriter.write(layout.wordBytes(), reference, files);

        Collections.shuffle(files, random);
        Images.build(image, new ImageRequest(sources(files), new ImageRequest.Settings(layout, false, "1"), false));

        assertThat(image).hasSameBinaryContentAs(reference);
    }

    @Test
    void returnsPayloadIdThatSha256sumGives() throws Exception {
        BuiltImage built = build(request(a, b));

        String id = TestFiles.payloadId(TestFiles.digests(directory));
        assertThat(built.payloadId()).hasToString("Optional[" + id + "]");
        assertThat(built).hasToString(image + ": layout u64, 2 entries, 4096 bytes, payload id " + id);
    }

    @Test
    void doesNothingWhenNothingChanged() throws Exception {
        BuiltImage first = build(request(a, b));
        Files.setLastModifiedTime(image, LONG_AGO);
        build(request(a, b)); // builds the image again, because the modification time of the image has changed

        FileTime built = Files.getLastModifiedTime(image);
        BuiltImage second = build(request(b, a));

        assertThat(first.upToDate()).isFalse();
        assertThat(second.upToDate()).isTrue();
        assertThat(second.toString()).isEqualTo(first.toString());
        assertThat(Files.getLastModifiedTime(image)).isEqualTo(built);
    }

    @Test
    void buildsAgainWhenSourceChanged() throws Exception {
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
    void buildsAgainWhenLinkLeadsToOtherFileOfSameSizeAndTime() throws Exception {
        Path other = file("other", "third");
        Files.setLastModifiedTime(a, LONG_AGO);
        Files.setLastModifiedTime(other, LONG_AGO);
        Path link = Files.createSymbolicLink(directory.resolve("link"), a);
        build(request(link));
        Files.delete(link);
        Files.createSymbolicLink(link, other);

        assertThat(build(request(link)).upToDate()).isFalse();
        assertThat(build(request(link)).upToDate()).isTrue();
    }

    @Test
    void buildsAgainWhenImageWasReplacedByFileOfSameSizeAndTime() throws Exception {
        build(request(a));
        byte[] expected = Files.readAllBytes(image);
        Path other = Files.write(directory.resolve("other.img"), damaged(expected, expected.length));
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(image));
        Files.move(other, image, StandardCopyOption.REPLACE_EXISTING);

        assertThat(build(request(a)).upToDate()).isFalse();
        assertThat(image).hasBinaryContent(expected);
    }

    @Test
    void buildsAgainWhenConfigurationChanged() throws Exception {
        List<ImageSource> sources = sources(List.of(a, b));
        build(new ImageRequest(sources, SETTINGS, false));
        for (ImageRequest other : List.of(
                new ImageRequest(sources, new ImageRequest.Settings(Layout.U32, true, "1"), false),
                new ImageRequest(sources, new ImageRequest.Settings(Layout.U32, false, "1"), false),
                new ImageRequest(sources, new ImageRequest.Settings(Layout.U32, false, "2"), false),
                new ImageRequest(sources, new ImageRequest.Settings(Layout.U32, false, "2"), true),
                new ImageRequest(
                        List.of(pinned(a, sha256(a)), sources.get(1)),
                        new ImageRequest.Settings(Layout.U32, false, "2"),
                        false))) {
            assertThat(build(other).upToDate()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "image 0 0 0 1 -\n", "image 0 0 0 many -\nbuilder"})
    void buildsAgainWhenStateIsDamaged(String state) throws Exception {
        build(request(a, b));
        byte[] expected = Files.readAllBytes(image);
        Files.writeString(directory.resolve("target/payload.img.inputs"), state);

        assertThat(build(request(a, b)).upToDate()).isFalse();
        assertThat(image).hasBinaryContent(expected);
    }

    @Test
    void buildsAgainWhenImageIsMissingOrTruncated() throws Exception {
        build(request(a, b));
        byte[] expected = Files.readAllBytes(image);
        Files.delete(image);
        assertThat(build(request(a, b)).upToDate()).isFalse();
        FileTime built = Files.getLastModifiedTime(image);
        Files.write(image, damaged(expected, 10));
        Files.setLastModifiedTime(image, built);
        assertThat(build(request(a, b)).upToDate()).isFalse();
        assertThat(image).hasBinaryContent(expected);
    }

    @Test
    void packsEqualFilesOfOneNameOnce() throws Exception {
        Path copy = file("copy", "first");
        ImageSource again = new ImageSource("a", copy, "<files>", Optional.empty());

        BuiltImage built = build(request(List.of(ImageSource.of(a, "<distfilesDirectory>"), again)));

        assertThat(built.entries()).isEqualTo(1);
    }

    @Test
    void keepsPinWhenOtherSourceHasSameContent() throws Exception {
        Path copy = file("copy", "first");
        ImageSource unpinned = new ImageSource("a", copy, "<files>", Optional.empty());

        for (List<ImageSource> sources :
                List.of(List.of(unpinned, pinned(a, OTHER_SHA256)), List.of(pinned(a, OTHER_SHA256), unpinned))) {
            assertThatThrownBy(() -> build(request(sources))).hasMessageContaining("differs from the pinned distfile");
        }
    }

    @Test
    void refusesTwoPinsForOneName() {
        assertThatThrownBy(() -> build(request(List.of(pinned(a, sha256(a)), pinned(a, OTHER_SHA256)))))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("two files are named \"a\" with different SHA-256: ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesFileWithWrongChecksumAndLeavesNoImage(boolean checksums) throws Exception {
        build(request(a, b));
        List<ImageSource> sources = List.of(pinned(a, OTHER_SHA256), ImageSource.of(b, "<files>"));

        assertThatThrownBy(() ->
                        build(new ImageRequest(sources, new ImageRequest.Settings(Layout.U64, checksums, "1"), false)))
                .isInstanceOf(ImageException.class)
                .hasMessage("steps/x/sources:1: " + a + " differs from the pinned distfile: expected SHA-256 "
                        + OTHER_SHA256 + ", found " + sha256(a)
                        + "; run lbpayload:fetch to replace the file");
        assertThat(image.getParent()).isEmptyDirectory();
    }

    @Test
    void keepsForeignFileWhenBuildFails() throws Exception {
        Path precious = file("precious", "not an image");
        List<ImageSource> sources = sources(List.of(directory.resolve("absent")));

        assertThatThrownBy(() -> Images.build(precious, new ImageRequest(sources, SETTINGS, false)))
                .hasMessageContaining("absent does not exist");
        assertThat(precious).hasContent("not an image");
    }

    @Test
    void refusesImageThatIsAlsoSource() {
        assertThatThrownBy(() -> Images.build(b, new ImageRequest(sources(List.of(a, b)), SETTINGS, false)))
                .hasMessageContaining("is the image itself");
        assertThat(b).hasContent("the second");
    }

    @Test
    void refusesToReplaceForeignFile() throws Exception {
        Files.createDirectories(image.getParent());
        Files.writeString(image, "somebody's notes");

        assertThatThrownBy(() -> build(request(sources(List.of(a)))))
                .isInstanceOf(ImageException.class)
                .hasMessage("<imageFile>: " + image
                        + " exists and is not a payload image: name another file, or delete this one");
        assertThat(image).hasContent("somebody's notes");
    }

    @Test
    void deletesDamagedImageWhenBuildFails() throws Exception {
        build(request(sources(List.of(a))));
        Files.write(image, damaged(Files.readAllBytes(image), 100));

        assertThatThrownBy(() -> build(request(sources(List.of(directory.resolve("absent"))))))
                .hasMessageContaining("absent does not exist");
        assertThat(image.getParent()).isEmptyDirectory();
        build(request(sources(List.of(a))));
        assertThat(image).isRegularFile();
    }

    @Test
    void keepsForeignFileThatReplacedImage() throws Exception {
        build(request(sources(List.of(a))));
        Files.writeString(image, "somebody's notes");

        assertThatThrownBy(() -> build(request(sources(List.of(directory.resolve("absent"))))))
                .hasMessageContaining("absent does not exist");
        assertThatThrownBy(() -> ImageBuilder.build(image, () -> {}, () -> {
                    throw new ImageException("wrong configuration");
                }))
                .hasMessage("wrong configuration");
        assertThatThrownBy(() -> build(request(sources(List.of(a)))))
                .hasMessageContaining("exists and is not a payload image");
        assertThat(image).hasContent("somebody's notes");
    }

    @Test
    void replacesEmptyFile() throws Exception {
        Files.createDirectories(image.getParent());
        Files.createFile(image);

        build(request(sources(List.of(a))));

        assertThat(image).isNotEmptyFile();
    }

    @Test
    void refusesLinkToImageAsSource() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), b);
        List<ImageSource> sources = sources(List.of(directory.resolve("absent"), link));

        assertThatThrownBy(() -> Images.build(b, new ImageRequest(sources, SETTINGS, false)))
                .hasMessage("<files>: " + link
                        + " is the image itself: name another <imageFile>, or remove the image from" + " the sources");
        assertThat(b).hasContent("the second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"of-all.img.inputs", ".of-all.img.0.part"})
    void refusesFilesOfBuildAsSources(String name) throws Exception {
        Path image = directory.resolve("of-all.img");
        Path beside = file(name, "");

        assertThatThrownBy(() -> Images.build(image, new ImageRequest(sources(List.of(a, beside)), SETTINGS, false)))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith(
                        "<files>: " + beside + " is a state, lock or temporary file of the image: name another");
        assertThat(beside).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"of-all.img.inputs", ".of-all.img.lock"})
    void refusesFilesOfBuildBehindLink(String name) throws Exception {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        Files.writeString(real.resolve("of-all.img.inputs"), "");
        Path beside = link.resolve("../link").resolve(name);

        assertThatThrownBy(() -> Images.build(
                        real.resolve("of-all.img"), new ImageRequest(sources(List.of(beside)), SETTINGS, false)))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith(
                        "<files>: " + beside + " is a state, lock or temporary file of the image: name another");
        assertThat(real.resolve("of-all.img")).doesNotExist();
    }

    @Test
    void refusesLockFileThatIsLink() throws Exception {
        Path image = directory.resolve("payload.img");
        Path lock = Files.createSymbolicLink(directory.resolve(".payload.img.lock"), a);

        assertThatThrownBy(() -> Images.build(image, request(a)))
                .isInstanceOf(ImageException.class)
                .hasMessage("<imageFile>: cannot lock " + image + ": expected a lock file, found something else at "
                        + lock + "; delete it");
    }

    @Test
    void refusesNameThatIsTooLongForLockFile() throws Exception {
        Path image = directory.resolve("i".repeat(252));

        assertThatThrownBy(() -> Images.build(image, request(a)))
                .isInstanceOf(ImageException.class)
                .hasMessage("<imageFile>: cannot lock " + image + ": File name too long; check its file system and the"
                        + " free space, or name another file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"payload.img", "no/such/payload.img"})
    void refusesImageBelowFile(String place) throws Exception {
        Path notADirectory = file("not-a-directory", "");
        Path impossible = notADirectory.resolve(place);

        assertThatThrownBy(() -> Images.build(impossible, new ImageRequest(sources(List.of(a)), SETTINGS, false)))
                .isInstanceOf(ImageException.class)
                .hasMessage("<imageFile>: cannot write " + impossible + ": " + notADirectory
                        + " is not a directory; name another file");
        assertThat(notADirectory).isEmptyFile();
    }

    @Test
    void refusesMoreEntriesThanFormatAllows() throws Exception {
        List<ImageSource> sources = new ArrayList<>();
        for (int i = 0; i <= 200_000; i++) {
            sources.add(new ImageSource("name-" + i, a, "<fileList>", Optional.empty()));
        }

        assertThatThrownBy(() -> build(request(sources)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(
                        "expected at most 200000 entries, found 200001: distribute the entries over several images");
    }

    private BuiltImage build(ImageRequest request) throws ImageException {
        return Images.build(image, request);
    }

    private ImageRequest request(Path... files) throws ImageException {
        return request(sources(List.of(files)));
    }

    private ImageRequest request(List<ImageSource> sources) {
        return new ImageRequest(sources, SETTINGS, false);
    }

    @Test
    void deletesImageWithoutRequest() throws Exception {
        build(request(a));

        assertThat(ImageBuilder.build(image, () -> {}, Optional::empty)).isEmpty();
        assertThat(image.getParent()).isEmptyDirectory();
    }

    @Test
    void keepsImageThatOtherRunFinishedMeanwhile() throws Exception {
        assertThatThrownBy(() -> ImageBuilder.build(image, () -> {}, () -> {
                    // Imitates another run that finishes while this run is in progress.
                    buildElsewhereAndMove();
                    throw new ImageException("wrong configuration");
                }))
                .hasMessage("wrong configuration");
        assertThat(image).isRegularFile();
    }

    private void buildElsewhereAndMove() throws ImageException {
        Path other = directory.resolve("other/payload.img");
        Images.build(other, new ImageRequest(sources(List.of(a)), SETTINGS, false));
        try {
            Files.createDirectories(image.getParent());
            Files.move(other, image);
            Files.move(ImageState.fileOf(other), ImageState.fileOf(image));
        } catch (IOException e) {
            throw new ImageException("cannot move", e);
        }
    }

    private static List<ImageSource> sources(List<Path> files) throws ImageException {
        List<ImageSource> sources = new ArrayList<>();
        for (Path file : files) {
            sources.add(ImageSource.of(file, "<files>"));
        }
        return sources;
    }

    /** Returns the first {@code length} bytes of an image, and changes the last of these bytes. */
    private static byte[] damaged(byte[] image, int length) {
        byte[] damaged = Arrays.copyOf(image, length);
        damaged[length - 1]++;
        return damaged;
    }

    private static ImageSource pinned(Path file, String sha256) {
        return new ImageSource(file.getFileName().toString(), file, "steps/x/sources:1", Optional.of(sha256));
    }

    private static String sha256(Path file) throws IOException {
        return TestFiles.sha256(Files.readAllBytes(file));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }
}
