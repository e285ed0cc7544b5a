// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.format.PayloadId;
import org.lbpayload.importer.OtherProcess;
import org.lbpayload.importer.report.ImportException;

class DestinationTest {
    private static final String LOCK = ".payload_import.lock";
    private static final Marker MARKER = Marker.of(List.of(PayloadId.parse("1".repeat(64))));

    @TempDir
    Path temp;

    private Path directory;

    @BeforeEach
    void createDirectory() throws IOException {
        directory = Files.createDirectory(temp.resolve("dest"));
    }

    @Nested
    class Locking {
        private void assertLockedForOthers() throws Exception {
            Process other = OtherProcess.lock(directory.resolve(LOCK));
            assertThat(OtherProcess.answer(other)).isEqualTo("busy");
            other.getOutputStream().close();
            other.waitFor();
        }

        @Test
        void failsWhileOtherProcessHoldsLock() throws Exception {
            Process other = OtherProcess.lock(directory.resolve(LOCK));
            try {
                assertThat(OtherProcess.answer(other)).isEqualTo("locked");
                assertThatThrownBy(() -> Destination.lock(directory))
                        .isInstanceOf(ImportException.class)
                        .hasMessage("another importer is importing to " + directory + " and holds "
                                + directory.toRealPath().resolve(LOCK) + ": wait until it finishes");
                assertThat(directory.resolve(LOCK)).exists();
            } finally {
                other.getOutputStream().close();
                other.waitFor();
            }
            Destination.lock(directory).close();
        }

        @Test
        void excludesOtherProcess() throws Exception {
            try (Destination destination = Destination.lock(directory)) {
                assertLockedForOthers();
                assertThat(destination.state().marker().exists()).isFalse();
            }
            assertThat(directory).isEmptyDirectory();
        }

        @Test
        void keepsLockAfterContentionInSameProcess() throws Exception {
            try (Destination destination = Destination.lock(directory)) {
                assertThatThrownBy(() -> Destination.lock(directory)).hasMessageStartingWith("another importer is ");
                assertLockedForOthers();
                destination.finish(MARKER);
            }
        }

        @Test
        void neverOpensLockFileByOtherName() throws Exception {
            Files.createFile(directory.resolve("before"));
            try (Destination destination = Destination.lock(directory)) {
                Files.createLink(directory.resolve("entry"), directory.resolve(LOCK));
                assertThat(destination.mayContain("entry", 0)).isFalse();
                assertThat(destination.mayContain("before", 0)).isTrue();
            }
        }

        @Test
        void deletesCreatedDirectoriesIfNothingWasWritten() throws Exception {
            Path deep = temp.resolve("x/y/z");
            Destination.lock(deep).close();
            assertThat(temp.resolve("x")).doesNotExist();
        }

        @Test
        void keepsCreatedDirectoriesWithMarker() throws Exception {
            Path deep = temp.resolve("x/y/z");
            try (Destination destination = Destination.lock(deep)) {
                destination.finish(MARKER);
            }
            assertThat(deep.resolve(".payload_imported")).hasContent("1".repeat(64) + "\n");
        }
    }

    @Nested
    class Replacement {
        private void assertFails(Destination destination, String message) {
            assertThatThrownBy(() -> destination.finish(MARKER))
                    .isInstanceOf(ImportException.class)
                    .hasMessageStartingWith(message);
        }

        @Test
        void failsWhenDirectoryWasRenamedAndCreatedAgain() throws Exception {
            try (Destination destination = Destination.lock(directory)) {
                Files.move(directory, temp.resolve("moved"));
                Files.createDirectory(directory);
                assertFails(destination, directory + " was replaced by another directory during the import: ");
            }
            assertThat(directory).isEmptyDirectory();
        }

        @Test
        void failsWhenDirectoryWasRenamed() throws Exception {
            try (Destination destination = Destination.lock(directory)) {
                Files.move(directory, temp.resolve("moved"));
                assertFails(destination, directory + " was removed or renamed during the import: ");
            }
            assertThat(temp.resolve("moved/.payload_imported")).doesNotExist();
        }

        @Test
        void failsWhenDirectoryWasDeletedAndCreatedAgain() throws Exception {
            try (Destination destination = Destination.lock(directory)) {
                Files.delete(directory.resolve(LOCK));
                Files.delete(directory);
                Files.createDirectory(directory); // the new directory could reuse the old inode number
                assertFails(destination, directory + " was replaced by another directory during the import: ");
            }
        }

        @Test
        void failsWhenSymbolicLinkLeadsElsewhere() throws Exception {
            Path link = Files.createSymbolicLink(temp.resolve("link"), directory);
            Path other = Files.createDirectory(temp.resolve("other"));
            try (Destination destination = Destination.lock(link)) {
                Files.delete(link);
                Files.createSymbolicLink(link, other);
                assertFails(destination, link + " was replaced by another directory during the import: ");
            }
            assertThat(other).isEmptyDirectory();
            assertThat(directory).isEmptyDirectory();
        }

        @Test
        void failsWhenLockFileWasDeleted() throws Exception {
            try (Destination destination = Destination.lock(directory)) {
                Files.delete(directory.resolve(LOCK));
                assertFails(destination, "the lock file " + LOCK + " in " + directory + " was removed");
            }
        }

        @Test
        void leavesLockFileOfOtherImporter() throws Exception {
            try (Destination destination = Destination.lock(directory)) {
                Files.move(directory, temp.resolve("moved"));
                Files.createDirectory(directory);
                Files.createFile(directory.resolve(LOCK));
                assertFails(destination, directory + " was replaced");
            }
            assertThat(directory.resolve(LOCK)).exists();
        }
    }

    @Test
    void refusesDanglingLink() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("nowhere"));
        assertThatThrownBy(() -> DestinationState.of(link.toString()))
                .isInstanceOf(ImportException.class)
                .hasMessage("cannot import to " + link + ": dangling symbolic link to " + temp.resolve("nowhere")
                        + ": create the directory, or remove the symbolic link");
    }
}
