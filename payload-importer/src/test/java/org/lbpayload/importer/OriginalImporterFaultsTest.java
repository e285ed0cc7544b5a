// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of situations that live-bootstrap's importer handles wrongly. */
class OriginalImporterFaultsTest {
    private static final byte[] X = {'x'};

    @TempDir
    Path temp;

    Path destination;
    Path image;

    @BeforeEach
    void choosePaths() {
        destination = temp.resolve("dest");
        image = temp.resolve("image");
    }

    private Run importing(byte[] bytes) throws IOException {
        Files.write(image, bytes);
        return Run.of("--device", image, destination);
    }

    private void assertRefused(Run run, String... saying) throws IOException {
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("payload-import: " + image)
                .contains(saying)
                .hasLineCount(1);
        assertThat(destination).doesNotExist();
    }

    @Test
    void refusesImageTruncatedInSecondFile() throws IOException {
        byte[] whole = TestImage.u64().with("a", "first").with("b", "second").plain();
        assertRefused(
                importing(Arrays.copyOf(whole, whole.length - 3)),
                "malformed payload image at offset 46",
                "expected 6 bytes of data of b, found 3");
    }

    @Test
    void refusesEntryLargerThanImage() throws IOException {
        TestImage format = TestImage.u64();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("LBPAYLD1".getBytes(UTF_8));
        out.writeBytes(format.word(1));
        out.writeBytes(format.word(1));
        out.writeBytes(format.word(1L << 62));
        out.writeBytes("adata".getBytes(UTF_8));
        assertRefused(importing(out.toByteArray()), "expected 4611686018427387904 bytes of data of a, found 4");
    }

    @Test
    void refusesNameWithNul() throws IOException {
        assertRefused(
                importing(TestImage.u64().with("a\0b", "x").plain()),
                "a\\u0000b",
                "which contains a control character");
    }

    @Test
    void refusesNameWithLineBreak() throws IOException {
        assertRefused(importing(TestImage.u32().with("a\nb", "x").plain()), "a\\u000ab");
    }

    @Test
    void refusesNameThatIsNotUtf8() throws IOException {
        assertRefused(
                importing(TestImage.u64().with("\u00e9".getBytes(ISO_8859_1), X).plain()), "expected a name in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a/b", "../x", "/etc/x", "a\\b", ".payload_imported", ".payload_import.lock"})
    void refusesNameThatIsNotPlainFileName(String name) throws IOException {
        assertRefused(importing(TestImage.u64().with(name, "x").plain()), "\"" + name + "\"");
    }

    @Test
    void refusesDuplicateName() throws IOException {
        assertRefused(
                importing(TestImage.u64().with("a", "one").with("a", "two").plain()),
                "expected each name once, found a again");
    }

    @Test
    void replacesSymbolicLinkWithoutFollowingIt() throws IOException {
        Path outside = Files.writeString(temp.resolve("outside"), "precious");
        Files.createDirectory(destination);
        Files.createSymbolicLink(destination.resolve("a"), outside);
        Run run = importing(TestImage.u64().with("a", "new content").bytes());
        assertThat(run.exitCode()).isZero();
        assertThat(outside).hasContent("precious");
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "new content"));
    }

    @Test
    void refusesImageWithoutItsLastSector() throws IOException {
        byte[] plain = TestImage.u64().with("a", "x".repeat(600)).plain();
        assertRefused(importing(Arrays.copyOf(plain, 512)), "expected 600 bytes of data of a");
    }

    @Test
    void importsImageOfEarlierVersionThatEndsAtNextSector() throws IOException {
        byte[] old = Arrays.copyOf(TestImage.u64().with("a", "content").bytes(), 1024);
        assertThat(importing(old).exitCode()).isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "content"));
    }

    @Test
    void reportsWhyDiskCannotBeOpened() {
        Run run = Run.of("--device", temp.resolve("none"), destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("payload-import: cannot open " + temp.resolve("none") + ": no such file or directory\n");
    }

    @Test
    void reportsPathThatIsNotDisk() {
        Run run = Run.of("--device", temp, destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("payload-import: cannot open " + temp + ": neither a block device nor a regular file")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void detectsFlippedBitInData(int pinned) throws IOException {
        TestImage good = TestImage.u64().with("a", "content").with("b", "other");
        byte[] bytes = good.bytes();
        bytes[16 + 16 + 1] ^= 4;
        Files.write(image, bytes);
        Run run = pinned == 0
                ? Run.of("--device", image, destination)
                : Run.of("--id", good.id(), "--device", image, destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains(image.toString(), ": a (7 bytes) at offset 33 is damaged: expected ")
                .hasLineCount(1);
        Map<String, String> files = Run.files(destination);
        files.remove("b");
        assertThat(files).isEmpty();
        assertThat(destination.resolve(".payload_imported")).doesNotExist();
    }

    @Test
    void importsOtherPayloadLater() throws IOException {
        TestImage first = TestImage.u64().with("a", "one").with("b", "both");
        TestImage second = TestImage.u64().with("a", "two").with("b", "both");
        importing(first.bytes());
        assertThat(Run.marker(destination)).isEqualTo(first.id() + "\n");
        assertThat(importing(second.bytes()).exitCode()).isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "two", "b", "both"));
        assertThat(Run.marker(destination)).isEqualTo(second.id() + "\n");
    }

    @Test
    void importsOtherPayloadWithoutChecksumsLater() throws IOException {
        importing(TestImage.u64().with("a", "one").plain());
        assertThat(importing(TestImage.u64().with("a", "two").plain()).exitCode())
                .isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "two"));
    }
}
