// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of imports of valid images, and of options that reject such images. */
class ImportTest {
    @TempDir
    Path temp;

    Path destination;

    @BeforeEach
    void choosePaths() {
        destination = temp.resolve("dest");
    }

    private Path image(String name, TestImage image) throws IOException {
        return image.write(temp.resolve(name));
    }

    @ParameterizedTest
    @CsvSource({"u32,true", "u32,false", "u64,true", "u64,false"})
    void importsEveryLayoutWithAndWithoutChecksums(String layout, boolean checksums) throws IOException {
        TestImage image = layout.equals("u32") ? TestImage.u32() : TestImage.u64();
        image.with("z last", "1").with("a", "").with("\u00e9\ud83d\ude00", "3");
        Path file = Files.write(temp.resolve("image"), checksums ? image.bytes() : image.plain());
        Run run = Run.of("--threads", 1, "--device", file, destination);
        assertThat(run.err())
                .isEqualTo(
                        checksums
                                ? ""
                                : "payload-import: warning: " + file
                                        + " has no checksums: the content of the files cannot be verified\n");
        assertThat(run.exitCode()).isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("z last", "1", "a", "", "\u00e9\ud83d\ude00", "3"));
        assertThat(run.out())
                .startsWith("payload-import: reading 3 files from " + file + "\n")
                .contains("payload-import: z last\n", "payload-import: a\n", "payload-import: \u00e9\ud83d\ude00\n")
                .endsWith("payload-import: done: 3 files (2 bytes) copied to " + destination + ", 0 already present\n");
        assertThat(Run.marker(destination)).isEqualTo(checksums ? image.id() + "\n" : "without-checksums\n");
        assertThat(Files.getPosixFilePermissions(destination.resolve("a")))
                .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"u32", "u64"})
    void importsImageWithoutEntries(String layout) throws IOException {
        Path file = image("image", layout.equals("u32") ? TestImage.u32() : TestImage.u64());
        assertThat(Run.of("--device", file, destination).exitCode()).isZero();
        assertThat(Run.files(destination)).isEmpty();
    }

    /** Images of a large file that is copied in three parts. The tests share these images to save time. */
    private static final class Large {
        static final byte[] CONTENT = new byte[20 * 1024 * 1024 + 12345];
        static final byte[] IMAGE;
        static final byte[] PLAIN;

        static {
            new Random(1).nextBytes(CONTENT);
            TestImage image = TestImage.u64().with("large", CONTENT).with("small", "x");
            IMAGE = image.bytes();
            PLAIN = image.plain();
        }
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @CsvSource({"1,true", "2,true", "7,true", "3,false"})
    void copiesLargeFileWithAnyNumberOfThreads(int threads, boolean checksums) throws IOException {
        Path file = Files.write(temp.resolve("image"), checksums ? Large.IMAGE : Large.PLAIN);
        assertThat(Run.of("--threads", threads, "--device", file, destination).exitCode())
                .isZero();
        assertThat(destination.resolve("large")).hasBinaryContent(Large.CONTENT);
    }

    @Tag("exhaustive")
    @Test
    void refusesLargeFileWithFlippedBitInLastPart() throws IOException {
        byte[] image = Large.IMAGE.clone();
        image[Large.CONTENT.length] ^= 1;
        Path file = Files.write(temp.resolve("image"), image);
        Run run = Run.of("--threads", 2, "--device", file, destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("large (" + Large.CONTENT.length + " bytes) at offset 37 is damaged: expected CRC-32 ");
        assertThat(destination.resolve("large")).doesNotExist();
    }

    @Test
    void importsSeveralDisksTogether() throws IOException {
        TestImage first = TestImage.u64().with("a", "one").with("same", "same");
        TestImage second = TestImage.u32().with("same", "same").with("b", "two");
        Path one = image("one", first);
        Path two = image("two", second);
        Run run = Run.of("--device", one, "--device", two, destination);
        assertThat(run.exitCode()).isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "one", "b", "two", "same", "same"));
        assertThat(Run.marker(destination)).isEqualTo(first.id() + "\n" + second.id() + "\n");
        assertThat(Run.of("--device", two, destination).out()).contains("nothing to do");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesConflictingDisksBeforeWriting(boolean checksums) throws IOException {
        Path one = image("one", TestImage.u64().with("a", "one").with("same", "x1"));
        TestImage other = TestImage.u64().with("b", "two").with("same", "x2");
        Path two = Files.write(temp.resolve("two"), checksums ? other.bytes() : other.plain());
        Run run = Run.of("--device", one, "--device", two, destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("payload-import: " + one + " and " + two + " both contain same, with different content");
        assertThat(destination).doesNotExist();
    }

    @Test
    void comparesDisksWithoutChecksumsToLastByte() throws IOException {
        byte[] content = new byte[200_001];
        new Random(3).nextBytes(content);
        byte[] other = content.clone();
        other[other.length - 1] ^= 1;
        Path one = Files.write(
                temp.resolve("one"),
                TestImage.u64().with("same", content).with("a", "one").plain());
        Path two = Files.write(
                temp.resolve("two"),
                TestImage.u32().with("b", "two").with("same", content).plain());
        Path odd = Files.write(
                temp.resolve("odd"), TestImage.u32().with("same", other).plain());
        assertThat(Run.of("--device", one, "--device", odd, destination).err()).contains("both contain same");
        assertThat(destination).doesNotExist();
        assertThat(Run.of("--device", one, "--device", two, destination).exitCode())
                .isZero();
        assertThat(destination.resolve("same")).hasBinaryContent(content);
        assertThat(Run.files(destination)).containsEntry("a", "one").containsEntry("b", "two");
    }

    @Test
    void replacesFilesThatOnlyMatchInSize() throws IOException {
        Path file = image("image", TestImage.two());
        Files.createDirectory(destination);
        Files.writeString(destination.resolve("a"), "CONTENT OF A");
        Files.writeString(destination.resolve("b"), "");
        assertThat(Run.of("--device", file, destination).exitCode()).isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "content of a", "b", ""));
    }

    @Test
    void readsImageAtOffset() throws IOException {
        byte[] image = TestImage.two().bytes();
        byte[] disk = new byte[4096 + image.length + 100];
        System.arraycopy(image, 0, disk, 4096, image.length);
        Path file = Files.write(temp.resolve("disk"), disk);
        assertThat(Run.of("--probe", file).exitCode()).isEqualTo(1);
        assertThat(Run.of("--probe", file, "--offset", 4096).exitCode()).isZero();
        assertThat(Run.of("--device", file, "--offset", 4096, destination).exitCode())
                .isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "content of a", "b", ""));
    }

    @Test
    void readsImageWithoutChecksumsAtOffset() throws IOException {
        byte[] image = TestImage.two().plain();
        byte[] disk = new byte[4096 + image.length];
        System.arraycopy(image, 0, disk, 4096, image.length);
        Path file = Files.write(temp.resolve("disk"), disk);
        assertThat(Run.of("--device", file, "--offset", 4096, destination).exitCode())
                .isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "content of a", "b", ""));
    }

    @Test
    void importsStreamWithoutLeavingCopy() throws IOException {
        Run run = Run.of(new ByteArrayInputStream(TestImage.two().bytes()), Map.of(), "-", destination);
        assertThat(run.exitCode()).isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "content of a", "b", ""));
    }

    @Test
    void leavesNothingOfStreamThatIsNotImage() throws IOException {
        byte[] half = Arrays.copyOf(TestImage.two().bytes(), 40);
        Run run = Run.of(new ByteArrayInputStream(half), Map.of(), "--device", "-", destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("payload-import: standard input: malformed payload image");
        assertThat(Run.files(destination)).isEmpty();
    }

    @Test
    void readsStandardInputFromItsPosition() throws IOException {
        byte[] image = TestImage.two().bytes();
        byte[] disk = new byte[1000 + image.length];
        System.arraycopy(image, 0, disk, 1000, image.length);
        Path file = Files.write(temp.resolve("disk"), disk);
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            assertThat(in.skip(1000)).isEqualTo(1000);
            assertThat(Run.of(in, Map.of(), "-", destination).exitCode()).isZero();
        }
        assertThat(Run.files(destination)).containsOnlyKeys("a", "b");
    }

    @Test
    void refusesPayloadOtherThanPinned() throws IOException {
        Path file = image("image", TestImage.two());
        Path other = image("other", TestImage.u64().with("a", "other"));
        assertThat(Run.of("--id", TestImage.two().id(), "--device", file, destination)
                        .exitCode())
                .isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "content of a", "b", ""));
        Run run = Run.of("--id", TestImage.two().id(), "--device", other, temp.resolve("second"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains(other + ": expected payload " + TestImage.two().id() + ", found payload ");
        assertThat(temp.resolve("second")).doesNotExist();
    }

    @Test
    void requiresEveryPinnedPayload() throws IOException {
        Path file = image("image", TestImage.two());
        String absent = "0".repeat(64);
        Run run = Run.of("--id", TestImage.two().id(), "--id", absent, "--device", file, destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("payload-import: no disk contains payload " + absent
                        + ": attach the payload disk, or omit this --id\n");
    }

    @Test
    void acceptsRepeatedId() throws IOException {
        Run run = Run.of(
                "--id",
                TestImage.two().id(),
                "--id",
                TestImage.two().id(),
                "--device",
                image("image", TestImage.two()),
                destination);
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--require-checksums", "--id"})
    void refusesImageWithoutRequiredChecksums(String option) throws IOException {
        Path file = Files.write(temp.resolve("image"), TestImage.two().plain());
        Run run = option.equals("--id")
                ? Run.of(option, TestImage.two().id(), "--device", file, destination)
                : Run.of(option, "--device", file, destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(file + ": expected an image with checksums, found none", option);
        assertThat(destination).doesNotExist();
    }

    @Test
    void skipsImportThatIsNotRequired() throws IOException {
        Path file = image("image", TestImage.two());
        Path config = Files.writeString(temp.resolve("bootstrap.cfg"), "PAYLOAD_REQUIRED=False\n");
        String reason = "PAYLOAD_REQUIRED is not True";
        assertThat(Run.of("--if-required", "--config", config, "--device", file, destination))
                .isEqualTo(new Run(0, "payload-import: nothing to do for " + destination + ": " + reason + "\n", ""));
        assertThat(Run.of("--if-required", "--json", destination))
                .isEqualTo(new Run(
                        0,
                        "{\"event\": \"done\", \"destination\": \"" + destination + "\", \"reason\": \"" + reason
                                + "\"}\n",
                        ""));
        assertThat(Run.of("--if-required", "--quiet", destination)).isEqualTo(new Run(0, "", ""));
        assertThat(destination).doesNotExist();
        Files.writeString(config, "PAYLOAD_REQUIRED=True\n");
        assertThat(Run.of("--if-required", "--config", config, "--device", file, destination)
                        .exitCode())
                .isZero();
        assertThat(destination).isDirectory();
    }

    @Test
    void refusesImportLargerThanFileSystem() throws IOException {
        long size = temp.toFile().getTotalSpace() + 1;
        Path file = temp.resolve("image");
        try (var out = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            out.write(TestImage.u64().with("huge", "").plain());
            out.seek(24);
            out.write(TestImage.u64().word(size));
            out.setLength(36 + size);
        }
        Run run = Run.of("--device", file, destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("payload-import: not enough space in " + destination + ": expected " + size + " bytes ("
                        + (size / 4096 + 1) + " blocks of 4096) for 1 file, found ")
                .contains("--no-space-check");
        assertThat(destination).doesNotExist();
    }
}
