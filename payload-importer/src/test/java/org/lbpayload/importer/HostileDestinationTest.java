// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of imports to destinations that contain obstacles, such as symbolic links. */
@Timeout(60) // the importer would block if it opened a FIFO
class HostileDestinationTest {
    @TempDir
    Path temp;

    Path destination;
    Path outside;
    Path image;

    @BeforeEach
    void choosePaths() throws IOException {
        destination = Files.createDirectory(temp.resolve("dest"));
        outside = Files.writeString(temp.resolve("outside"), "precious");
        image = TestImage.u64()
                .with("a", "content of a")
                .with("b", "content of b")
                .write(temp.resolve("image"));
    }

    private void assertImports() throws IOException {
        Run run = Run.of("--device", image, destination);
        assertThat(run).isEqualTo(new Run(0, run.out(), ""));
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "content of a", "b", "content of b"));
        assertThat(Files.getPosixFilePermissions(destination.resolve("a")))
                .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(outside).hasContent("precious");
    }

    private static void makeFifo(Path path) throws IOException {
        try {
            assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                    .isZero();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", ".payload_import.lock", ".payload_import.tmp.0", ".payload_imported"})
    void replacesSymbolicLink(String name) throws IOException {
        Files.createSymbolicLink(destination.resolve(name), outside);
        assertImports();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", ".payload_import.lock", ".payload_import.tmp.0", ".payload_imported"})
    void replacesDanglingLink(String name) throws IOException {
        Files.createSymbolicLink(destination.resolve(name), temp.resolve("nowhere"));
        assertImports();
        assertThat(temp.resolve("nowhere")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", ".payload_import.lock", ".payload_import.tmp.0", ".payload_imported"})
    void replacesFifo(String name) throws IOException {
        makeFifo(destination.resolve(name));
        assertImports();
    }

    @Test
    void replacesLinkToIntactFile() throws IOException {
        Path intact = Files.writeString(temp.resolve("intact"), "content of a");
        Files.createSymbolicLink(destination.resolve("a"), intact);
        assertImports();
        assertThat(destination.resolve("a")).isRegularFile();
        assertThat(Files.isSymbolicLink(destination.resolve("a"))).isFalse();
    }

    @Test
    void replacesHardLinkWithoutWritingThroughIt() throws IOException {
        Files.createLink(destination.resolve("a"), outside);
        assertImports();
    }

    @Test
    void replacesReadOnlyFile() throws IOException {
        Path file = Files.writeString(destination.resolve("a"), "content of x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertImports();
    }

    @Test
    void replacesFileWithRightSizeAndWrongContent() throws IOException {
        Files.writeString(destination.resolve("a"), "content of A");
        assertImports();
    }

    @Test
    void refusesDirectoryWithNameOfEntry() throws IOException {
        Files.createDirectory(destination.resolve("b"));
        Run run = Run.of("--device", image, destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("payload-import: " + destination.resolve("b")
                        + " is a directory, expected a file of 12 bytes or nothing: remove it\n");
        assertThat(Run.files(destination)).isEqualTo(Map.of("b", "(no file)"));
    }

    @Test
    void refusesDirectoryWithNameOfMarker() throws IOException {
        Files.createDirectory(destination.resolve(".payload_imported"));
        Run run = Run.of("--device", image, destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains(destination.resolve(".payload_imported") + " is a directory, expected the marker file");
        assertThat(Run.files(destination)).isEmpty();
    }

    @Test
    void refusesDirectoryWithNameOfLockFile() throws IOException {
        Files.createDirectories(destination.resolve(".payload_import.lock/x"));
        Run run = Run.of("--device", image, destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("payload-import: cannot create the lock file .payload_import.lock in " + destination
                        + ": a non-empty directory has this name: remove it\n");
        assertThat(Run.files(destination)).isEqualTo(Map.of(".payload_import.lock", "(no file)"));
    }

    @Test
    void leavesDirectoriesWithTemporaryNames() throws IOException {
        Files.createDirectories(destination.resolve(".payload_import.tmp.0/x"));
        Files.createDirectories(destination.resolve(".payload_import.tmp.1"));
        Run run = Run.of("--device", image, destination);
        assertThat(run.exitCode()).isZero();
        assertThat(Run.files(destination)).containsEntry("a", "content of a").containsEntry("b", "content of b");
    }

    /** Without read permission, a user can create files in a directory but cannot open the directory for a sync. */
    @Test
    void importsBelowUnreadableParent() throws IOException {
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("-wx------"));
        try {
            assertImports();
        } finally {
            Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void followsLinkToDestination() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), destination);
        assertThat(Run.of("--device", image, link).exitCode()).isZero();
        assertThat(Run.files(destination)).containsOnlyKeys("a", "b");
    }

    @Test
    void refusesFileAsDestination() {
        Run run = Run.of("--device", image, outside);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("payload-import: " + outside + " is not a directory")
                .hasLineCount(1);
        assertThat(outside).hasContent("precious");
    }

    @Test
    void ignoresOversizedMarker() throws IOException {
        String id = "0".repeat(64) + "\n";
        Path marker = Files.writeString(destination.resolve(".payload_imported"), id.repeat(2000));
        assertImports();
        assertThat(marker).hasSize(65);
    }

    @Test
    void createsMissingDirectories() throws IOException {
        destination = temp.resolve("x/y/z");
        assertImports();
        assertThat(Files.getPosixFilePermissions(temp.resolve("x/y")))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void deletesLeftoversOfKilledImporters() throws IOException {
        Files.writeString(destination.resolve(".payload_import.tmp.17"), "half");
        Files.writeString(destination.resolve(".payload_import.tmp.0"), "half");
        Files.writeString(destination.resolve(".payload_import.lock"), "");
        Files.writeString(destination.resolve("somebody's"), "kept");
        Run run = Run.of("--device", image, destination);
        assertThat(run.exitCode()).isZero();
        assertThat(Run.files(destination)).containsOnlyKeys("a", "b", "somebody's");
    }
}
