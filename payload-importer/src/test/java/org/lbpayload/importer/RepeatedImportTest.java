// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of imports to directories that contain the result of a complete or interrupted earlier import. */
class RepeatedImportTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

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

    @Test
    void doesNothingIfPayloadWasImportedEarlier() throws IOException {
        Path file = image("image", TestImage.two());
        Run.of("--device", file, destination);
        Files.setLastModifiedTime(destination.resolve("a"), LONG_AGO);
        Run again = Run.of("--device", file, destination);
        assertThat(again.exitCode()).isZero();
        assertThat(again.out())
                .isEqualTo("payload-import: nothing to do for " + destination
                        + ": this payload was imported earlier and all its files are present\n");
        assertThat(Files.getLastModifiedTime(destination.resolve("a"))).isEqualTo(LONG_AGO);
    }

    @Test
    void deletesLeftoversEvenIfThereIsNothingToDo() throws IOException {
        Path file = image("image", TestImage.two());
        Run.of("--device", file, destination);
        Files.writeString(destination.resolve(".payload_import.lock"), "");
        Files.writeString(destination.resolve(".payload_import.tmp.3"), "half");
        assertThat(Run.of("--device", file, destination).out()).contains("nothing to do");
        assertThat(Run.files(destination)).containsOnlyKeys("a", "b");
    }

    /** Even after a missing file has been imported again, the marker names both payloads. */
    @Test
    void acceptsDetachedDiskOfImportedPayload() throws IOException {
        TestImage attached = TestImage.u64().with("a", "content of a");
        TestImage detached = TestImage.u64().with("b", "content of b");
        Path file = image("attached", attached);
        Path other = image("detached", detached);
        String[] ids = {"--id", attached.id(), "--id", detached.id()};
        assertThat(Run.of(ids[0], ids[1], ids[2], ids[3], "--device", file, "--device", other, destination)
                        .exitCode())
                .isZero();
        String marker = Files.readString(destination.resolve(".payload_imported"));

        Run again = Run.of(ids[0], ids[1], ids[2], ids[3], "--device", file, destination);
        assertThat(again.exitCode()).isZero();
        assertThat(again.out())
                .startsWith(
                        "payload-import: no disk contains payload " + detached.id() + ", which was imported earlier\n")
                .contains("nothing to do");

        Files.delete(destination.resolve("a"));
        assertThat(Run.of(ids[0], ids[1], ids[2], ids[3], "--device", file, destination)
                        .exitCode())
                .isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "content of a", "b", "content of b"));
        assertThat(destination.resolve(".payload_imported")).hasContent(marker);
        String never = "0".repeat(64);
        Run third = Run.of(ids[0], ids[1], ids[2], ids[3], "--id", never, "--device", file, destination);
        assertThat(third.exitCode()).isEqualTo(1);
        assertThat(third.err()).startsWith("payload-import: no disk contains payload ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void importsOnlyDeletedFileAgain(boolean checksums) throws IOException {
        TestImage image = TestImage.u64().with("a", "content of a").with("b", "content of b");
        Path file = Files.write(temp.resolve("image"), checksums ? image.bytes() : image.plain());
        Run.of("--device", file, destination);
        Files.delete(destination.resolve("b"));
        Files.setLastModifiedTime(destination.resolve("a"), LONG_AGO);
        Run again = Run.of("--device", file, destination);
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("1 file already present, 1 to copy");
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "content of a", "b", "content of b"));
        assertThat(Files.getLastModifiedTime(destination.resolve("a"))).isEqualTo(LONG_AGO);
    }

    @Test
    void recognizesFilesOfInterruptedImportByContent() throws IOException {
        Path file = image(
                "image", TestImage.u64().with("a", "whole").with("b", "whole").with("c", "whole"));
        Files.createDirectory(destination);
        Files.writeString(destination.resolve("a"), "whole");
        Files.writeString(destination.resolve("b"), "whOle");
        Files.writeString(destination.resolve("c"), "who");
        Run run = Run.of("--device", file, destination);
        assertThat(run.out()).contains("1 file already present, 2 to copy");
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "whole", "b", "whole", "c", "whole"));
    }

    @Test
    void acceptsEmptyMarkerOfOriginalImporter() throws IOException {
        Files.createDirectory(destination);
        Files.createFile(destination.resolve(".payload_imported"));
        Run run = Run.of("--device", image("image", TestImage.two()), destination);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("nothing to do");
        assertThat(Run.files(destination)).isEmpty();
    }

    @Test
    void ignoresEmptyMarkerIfPayloadIsPinned() throws IOException {
        Files.createDirectory(destination);
        Files.createFile(destination.resolve(".payload_imported"));
        Run run = Run.of("--id", TestImage.two().id(), "--device", image("image", TestImage.two()), destination);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "content of a", "b", ""));
        assertThat(Run.marker(destination)).isEqualTo(TestImage.two().id() + "\n");
    }

    private static TestImage older() {
        return TestImage.u64().with("x", "one");
    }

    /** Returns an image with a valid file x and a damaged file z. An import replaces x and then fails. */
    private Path newerAndDamaged() throws IOException {
        byte[] image = TestImage.u64().with("x", "two").with("z", "damaged").bytes();
        image[16 + 16 + 1 + 3 + 16 + 1] ^= 1;
        return Files.write(temp.resolve("newer"), image);
    }

    @Test
    void importsOlderPayloadAgainAfterNewerFailed() throws IOException {
        Path file = image("older", older());
        Run.of("--device", file, destination);
        assertThat(Run.of("--threads", 1, "--device", newerAndDamaged(), destination)
                        .err())
                .contains("z (7 bytes)", "is damaged");
        assertThat(Run.files(destination)).isEqualTo(Map.of("x", "two"));
        assertThat(destination.resolve(".payload_imported")).doesNotExist();
        Run again = Run.of("--id", older().id(), "--device", file, destination);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("x", "one"));
        assertThat(Run.marker(destination)).isEqualTo(older().id() + "\n");
    }

    @Test
    void excludesOtherImporterWhileDisksAreOpened() throws IOException {
        Path file = image("older", older());
        Path newer = newerAndDamaged();
        Run.of("--device", file, destination);
        List<Run> others = new ArrayList<>();
        try (FileInputStream in = new FileInputStream(file.toFile()) {
            @Override
            public FileChannel getChannel() {
                if (others.isEmpty()) {
                    others.add(runInOtherProcess("--device", newer.toString(), destination.toString()));
                }
                return super.getChannel();
            }
        }) {
            Run run = Run.of(in, Map.of(), "-", destination);
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("nothing to do");
        }
        assertThat(others.get(0).exitCode()).isEqualTo(1);
        assertThat(others.get(0).err()).startsWith("payload-import: another importer is importing to " + destination);
        assertThat(Run.files(destination)).isEqualTo(Map.of("x", "one"));
    }

    private static Run runInOtherProcess(String... words) {
        try {
            return OtherProcess.run(words);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void failsWhenDestinationIsReplacedDuringImport() throws IOException {
        Path file = image("older", older());
        Path moved = temp.resolve("moved");
        try (FileInputStream in = new FileInputStream(file.toFile()) {
            @Override
            public FileChannel getChannel() {
                if (Files.notExists(moved)) {
                    replaceDestination(moved);
                }
                return super.getChannel();
            }
        }) {
            Run run = Run.of(in, Map.of(), "-", destination);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .startsWith("payload-import: " + destination + " was replaced by another directory")
                    .hasLineCount(1);
        }
        assertThat(destination.resolve(".payload_imported")).doesNotExist();
        assertThat(moved.resolve(".payload_imported")).doesNotExist();
    }

    private void replaceDestination(Path moved) {
        try {
            Files.move(destination, moved);
            Files.createDirectory(destination);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void importsSameStreamTwice() throws IOException {
        byte[] image = TestImage.two().bytes();
        for (String expected : new String[] {"done: 2 files", "nothing to do"}) {
            Run run = Run.of(new ByteArrayInputStream(image), Map.of(), "-", destination);
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains(expected);
        }
        assertThat(Run.files(destination)).containsOnlyKeys("a", "b");
    }

    @Test
    void keepsMarkerIfNothingIsReplaced() throws IOException {
        Run.of("--device", image("image", TestImage.two()), destination);
        Path refused = image("refused", TestImage.u64().with("new", ""));
        Files.createDirectory(destination.resolve("new"));
        assertThat(Run.of("--device", refused, destination).exitCode()).isEqualTo(1);
        assertThat(Run.marker(destination)).isEqualTo(TestImage.two().id() + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pinned", "with checksums", "without"})
    void copiesOnlyMissingAndDamagedFiles(String how) throws IOException {
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
        assertThat(run.out()).contains("verifying 2 existing files", "1 file already present, 2 to copy");
        assertThat(destination.resolve("absent")).hasBinaryContent(content);
        assertThat(destination.resolve("damaged")).hasBinaryContent(content);
        assertThat(whole).hasBinaryContent(content);
        assertThat(Files.getLastModifiedTime(whole)).isEqualTo(LONG_AGO);
    }
}
