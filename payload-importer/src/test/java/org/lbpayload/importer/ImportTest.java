// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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

/** The command on images in which nothing is wrong, and on options that refuse them all the same. */
class ImportTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    Path temp;

    Path destination;

    @BeforeEach
    void places() {
        destination = temp.resolve("dest");
    }

    private Path image(String name, TestImage image) throws IOException {
        return image.write(temp.resolve(name));
    }

    private static TestImage two() {
        return TestImage.u64().with("a", "content of a").with("b", "");
    }

    @ParameterizedTest
    @CsvSource({"u32,true", "u32,false", "u64,true", "u64,false"})
    void everyLayoutWithChecksumsAndWithoutIsImported(String layout, boolean checksums) throws IOException {
        TestImage image = layout.equals("u32") ? TestImage.u32() : TestImage.u64();
        image.with("z last", "1").with("a", "").with("\u00e9\ud83d\ude00", "3");
        Path file = Files.write(temp.resolve("image"), checksums ? image.bytes() : image.plain());
        Run run = Run.of("--threads", 1, "--device", file, destination);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("z last", "1", "a", "", "\u00e9\ud83d\ude00", "3"));
        assertThat(run.out())
                .startsWith("payload-import: reading 3 files from " + file + "\n")
                .contains("payload-import: z last\n", "payload-import: a\n", "payload-import: \u00e9\ud83d\ude00\n")
                .endsWith("payload-import: done, 3 files of 2 bytes copied to " + destination + ", 0 were there\n");
        assertThat(run.out().contains("has no checksums: the content of its files cannot be verified"))
                .isNotEqualTo(checksums);
        assertThat(Run.marker(destination)).isEqualTo(checksums ? image.id() + "\n" : "without-checksums\n");
        assertThat(Files.getPosixFilePermissions(destination.resolve("a")))
                .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"u32", "u64"})
    void anImageWithoutEntriesIsImported(String layout) throws IOException {
        Path file = image("image", layout.equals("u32") ? TestImage.u32() : TestImage.u64());
        assertThat(Run.of("--device", file, destination).exitCode()).isZero();
        assertThat(Run.files(destination)).isEmpty();
    }

    /** Made once: a file of three parts. */
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
    void aLargeFileIsWholeHoweverManyThreadsCopyIt(int threads, boolean checksums) throws IOException {
        Path file = Files.write(temp.resolve("image"), checksums ? Large.IMAGE : Large.PLAIN);
        assertThat(Run.of("--threads", threads, "--device", file, destination).exitCode())
                .isZero();
        assertThat(destination.resolve("large")).hasBinaryContent(Large.CONTENT);
    }

    @Tag("exhaustive")
    @Test
    void aLargeFileWithAFlippedBitInItsLastPartIsRefused() throws IOException {
        byte[] image = Large.IMAGE.clone();
        image[Large.CONTENT.length] ^= 1;
        Path file = Files.write(temp.resolve("image"), image);
        Run run = Run.of("--threads", 2, "--device", file, destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("large, " + Large.CONTENT.length + " bytes at offset 37, is damaged: expected CRC-32 ");
        assertThat(destination.resolve("large")).doesNotExist();
    }

    @Test
    void aSecondImportOfTheSamePayloadDoesNothing() throws IOException {
        Path file = image("image", two());
        Run.of("--device", file, destination);
        Files.setLastModifiedTime(destination.resolve("a"), LONG_AGO);
        Run again = Run.of("--device", file, destination);
        assertThat(again.exitCode()).isZero();
        assertThat(again.out())
                .isEqualTo("payload-import: nothing to do for " + destination
                        + ": this payload was imported before and all its files are there\n");
        assertThat(Files.getLastModifiedTime(destination.resolve("a"))).isEqualTo(LONG_AGO);
    }

    @Test
    void whatAKilledImportHasLeftIsRemovedThoughNothingIsLeftToDo() throws IOException {
        Path file = image("image", two());
        Run.of("--device", file, destination);
        Files.writeString(destination.resolve(".payload_import.lock"), "");
        Files.writeString(destination.resolve(".payload_import.tmp.3"), "half");
        assertThat(Run.of("--device", file, destination).out()).contains("nothing to do");
        assertThat(Run.files(destination)).containsOnlyKeys("a", "b");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFileThatWasRemovedSinceIsImportedAgainAndWholeOnesAreLeftAlone(boolean checksums) throws IOException {
        TestImage image = TestImage.u64().with("a", "content of a").with("b", "content of b");
        Path file = Files.write(temp.resolve("image"), checksums ? image.bytes() : image.plain());
        Run.of("--device", file, destination);
        Files.delete(destination.resolve("b"));
        Files.setLastModifiedTime(destination.resolve("a"), LONG_AGO);
        Run again = Run.of("--device", file, destination);
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("1 files are there and whole, 1 are to be copied");
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "content of a", "b", "content of b"));
        assertThat(Files.getLastModifiedTime(destination.resolve("a"))).isEqualTo(LONG_AGO);
    }

    @Test
    void filesOfAnInterruptedImportAreRecognizedByContent() throws IOException {
        Path file = image(
                "image", TestImage.u64().with("a", "whole").with("b", "whole").with("c", "whole"));
        Files.createDirectory(destination);
        Files.writeString(destination.resolve("a"), "whole");
        Files.writeString(destination.resolve("b"), "whOle");
        Files.writeString(destination.resolve("c"), "who");
        Run run = Run.of("--device", file, destination);
        assertThat(run.out()).contains("1 files are there and whole, 2 are to be copied");
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "whole", "b", "whole", "c", "whole"));
    }

    @Test
    void anEmptyMarkerIsTheReferenceImportersAndMeansDone() throws IOException {
        Files.createDirectory(destination);
        Files.createFile(destination.resolve(".payload_imported"));
        Run run = Run.of("--device", image("image", two()), destination);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("nothing to do");
        assertThat(Run.files(destination)).isEmpty();
    }

    @Test
    void anEmptyMarkerIsNotEnoughWhereAPayloadIsPinned() throws IOException {
        Files.createDirectory(destination);
        Files.createFile(destination.resolve(".payload_imported"));
        Run run = Run.of("--id", two().id(), "--device", image("image", two()), destination);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "content of a", "b", ""));
        assertThat(Run.marker(destination)).isEqualTo(two().id() + "\n");
    }

    private static TestImage older() {
        return TestImage.u64().with("x", "one");
    }

    /** Replaces x, then fails. */
    private Path newerAndDamaged() throws IOException {
        byte[] image = TestImage.u64().with("x", "two").with("z", "damaged").bytes();
        image[16 + 16 + 1 + 3 + 16 + 1] ^= 1;
        return Files.write(temp.resolve("newer"), image);
    }

    @Test
    void anOlderPayloadIsImportedAgainAfterANewerOneThatFailed() throws IOException {
        Path file = image("older", older());
        Run.of("--device", file, destination);
        assertThat(Run.of("--threads", 1, "--device", newerAndDamaged(), destination)
                        .err())
                .contains("z, 7 bytes", "is damaged");
        assertThat(Run.files(destination)).isEqualTo(Map.of("x", "two"));
        assertThat(destination.resolve(".payload_imported")).doesNotExist();
        Run again = Run.of("--id", older().id(), "--device", file, destination);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("x", "one"));
        assertThat(Run.marker(destination)).isEqualTo(older().id() + "\n");
    }

    @Test
    void whatAnotherImporterReplacesWhileDisksAreOpenedIsImportedAgain() throws IOException {
        Path file = image("older", older());
        Path newer = newerAndDamaged();
        Run.of("--device", file, destination);
        try (FileInputStream in = new FileInputStream(file.toFile()) {
            @Override
            public FileChannel getChannel() {
                assertThat(Run.of("--threads", 1, "--device", newer, destination)
                                .exitCode())
                        .isEqualTo(1);
                return super.getChannel();
            }
        }) {
            Run run = Run.of(in, Map.of(), "-", destination);
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
        assertThat(Run.files(destination)).isEqualTo(Map.of("x", "one"));
    }

    @Test
    void aMarkerStaysWhereNothingIsReplaced() throws IOException {
        Run.of("--device", image("image", two()), destination);
        Path refused = image("refused", TestImage.u64().with("new", ""));
        Files.createDirectory(destination.resolve("new"));
        assertThat(Run.of("--device", refused, destination).exitCode()).isEqualTo(1);
        assertThat(Run.marker(destination)).isEqualTo(two().id() + "\n");
    }

    @Test
    void severalDisksAreImportedTogether() throws IOException {
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
    void disksThatDisagreeAboutANameAreRefusedBeforeAnythingIsWritten(boolean checksums) throws IOException {
        Path one = image("one", TestImage.u64().with("a", "one").with("same", "x1"));
        TestImage other = TestImage.u64().with("b", "two").with("same", "x2");
        Path two = Files.write(temp.resolve("two"), checksums ? other.bytes() : other.plain());
        Run run = Run.of("--device", one, "--device", two, destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("payload-import: " + one + " and " + two + " both have same, with other content");
        assertThat(destination).doesNotExist();
    }

    @Test
    void disksWithoutChecksumsAreComparedToTheLastByte() throws IOException {
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
        assertThat(Run.of("--device", one, "--device", odd, destination).err()).contains("both have same");
        assertThat(destination).doesNotExist();
        assertThat(Run.of("--device", one, "--device", two, destination).exitCode())
                .isZero();
        assertThat(destination.resolve("same")).hasBinaryContent(content);
        assertThat(Run.files(destination)).containsEntry("a", "one").containsEntry("b", "two");
    }

    @Test
    void filesOfTheRightSizesAloneAreNotTakenForThePayload() throws IOException {
        Path file = image("image", two());
        Files.createDirectory(destination);
        Files.writeString(destination.resolve("a"), "CONTENT OF A");
        Files.writeString(destination.resolve("b"), "");
        assertThat(Run.of("--device", file, destination).exitCode()).isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "content of a", "b", ""));
    }

    @Test
    void anImageInsideALargerDiskIsFoundByItsOffset() throws IOException {
        byte[] image = two().bytes();
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
    void anImageWithoutChecksumsIsFoundByItsOffsetToo() throws IOException {
        byte[] image = two().plain();
        byte[] disk = new byte[4096 + image.length];
        System.arraycopy(image, 0, disk, 4096, image.length);
        Path file = Files.write(temp.resolve("disk"), disk);
        assertThat(Run.of("--device", file, "--offset", 4096, destination).exitCode())
                .isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "content of a", "b", ""));
    }

    @Test
    void aStreamIsImportedAndNotKept() throws IOException {
        Run run = Run.of(new ByteArrayInputStream(two().bytes()), Map.of(), "-", destination);
        assertThat(run.exitCode()).isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "content of a", "b", ""));
    }

    @Test
    void aStreamThatIsNoImageLeavesNothing() throws IOException {
        byte[] half = Arrays.copyOf(two().bytes(), 40);
        Run run = Run.of(new ByteArrayInputStream(half), Map.of(), "--device", "-", destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("payload-import: standard input: malformed payload image");
        assertThat(Run.files(destination)).isEmpty();
    }

    @Test
    void aFileOnStandardInputIsReadFromWhereItStands() throws IOException {
        byte[] image = two().bytes();
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
    void aPinnedPayloadIsImportedAndAnotherRefused() throws IOException {
        Path file = image("image", two());
        Path other = image("other", TestImage.u64().with("a", "other"));
        assertThat(Run.of("--id", two().id(), "--device", file, destination).exitCode())
                .isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "content of a", "b", ""));
        Run run = Run.of("--id", two().id(), "--device", other, temp.resolve("second"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(other + ": expected the payload " + two().id() + ", found the payload ");
        assertThat(temp.resolve("second")).doesNotExist();
    }

    /** Longer than what is read in one go, differing in the last byte. */
    @ParameterizedTest
    @ValueSource(strings = {"pinned", "with checksums", "without"})
    void onlyWhatIsNotThereOrNotWholeIsCopiedHoweverItIsVerified(String how) throws IOException {
        byte[] content = new byte[600_001];
        new Random(2).nextBytes(content);
        byte[] other = content.clone();
        other[other.length - 1] ^= 1;
        TestImage image =
                TestImage.u64().with("absent", content).with("damaged", content).with("whole", content);
        Path file = Files.write(temp.resolve("image"), how.equals("without") ? image.plain() : image.bytes());
        Files.createDirectory(destination);
        Files.write(destination.resolve("damaged"), other);
        Path whole = Files.write(destination.resolve("whole"), content);
        Files.setLastModifiedTime(whole, LONG_AGO);
        Run run = how.equals("pinned")
                ? Run.of("--id", image.id(), "--device", file, destination)
                : Run.of("--device", file, destination);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("verifying 2 files that are there", "1 files are there and whole, 2 are to be copied");
        assertThat(destination.resolve("absent")).hasBinaryContent(content);
        assertThat(destination.resolve("damaged")).hasBinaryContent(content);
        assertThat(whole).hasBinaryContent(content);
        assertThat(Files.getLastModifiedTime(whole)).isEqualTo(LONG_AGO);
    }

    @Test
    void eachPinnedPayloadHasToBeThere() throws IOException {
        Path file = image("image", two());
        String absent = "0".repeat(64);
        Run run = Run.of("--id", two().id(), "--id", absent, "--device", file, destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("payload-import: no disk has the payload " + absent + "\n");
    }

    @Test
    void aPayloadThatIsPinnedTwiceHasToBeThereOnce() throws IOException {
        Run run = Run.of("--id", two().id(), "--id", two().id(), "--device", image("image", two()), destination);
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--require-checksums", "--id"})
    void anImageWithoutChecksumsIsRefusedWhereTheyAreWanted(String option) throws IOException {
        Path file = Files.write(temp.resolve("image"), two().plain());
        Run run = option.equals("--id")
                ? Run.of(option, two().id(), "--device", file, destination)
                : Run.of(option, "--device", file, destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(file + ": expected an image with checksums, found none", option);
        assertThat(destination).doesNotExist();
    }

    @Test
    void aPayloadThatNobodyRequiresIsNotImported() throws IOException {
        Path file = image("image", two());
        Path config = Files.writeString(temp.resolve("bootstrap.cfg"), "PAYLOAD_REQUIRED=False\n");
        Run run = Run.of("--if-required", "--config", config, "--device", file, destination);
        assertThat(run).isEqualTo(new Run(0, "", ""));
        assertThat(destination).doesNotExist();
        Files.writeString(config, "PAYLOAD_REQUIRED=True\n");
        assertThat(Run.of("--if-required", "--config", config, "--device", file, destination)
                        .exitCode())
                .isZero();
        assertThat(destination).isDirectory();
    }

    @Test
    void tooLittleSpaceIsToldBeforeAnythingIsWritten() throws IOException {
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
                .startsWith(
                        "payload-import: not enough space in " + destination + ": expected " + size + " bytes for 1")
                .contains("--no-space-check");
        assertThat(destination).doesNotExist();
    }
}
