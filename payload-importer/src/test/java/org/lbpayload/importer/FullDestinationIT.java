// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lbpayload.format.Layout;

/** Tests with destinations that are full or read-only, or that contain files that only root can create. */
@Tag("root")
class FullDestinationIT {
    private static final String MARKER = ".payload_imported";

    private RootFixture fixture;
    private Path image;
    private final Map<String, byte[]> files = new TreeMap<>();

    @BeforeEach
    void setUp() throws Exception {
        fixture = new RootFixture();
        image = fixture.root().resolve("payload.img");
    }

    @AfterEach
    void tearDown() throws Exception {
        fixture.undo();
    }

    private void write(int count, int size) throws IOException {
        Random random = new Random(count);
        for (int i = 0; i < count; i++) {
            byte[] content = new byte[size];
            random.nextBytes(content);
            files.put("file-%03d".formatted(i), content);
        }
        WrittenImage.write(image, Layout.U64, files);
    }

    /** Checks that all files in a directory are complete, and returns their number. */
    private int completeFiles(Path directory) throws IOException {
        int count = 0;
        try (Stream<Path> children = Files.list(directory)) {
            for (Path child : children.toList()) {
                byte[] content = files.get(child.getFileName().toString());
                assertThat(content).as("%s belongs to the payload", child).isNotNull();
                assertThat(child).hasBinaryContent(content);
                count++;
            }
        }
        return count;
    }

    private void assertAllFilesArePresent(Path directory) throws IOException {
        assertThat(directory.resolve(MARKER)).exists();
        Files.delete(directory.resolve(MARKER));
        assertThat(completeFiles(directory)).isEqualTo(files.size());
    }

    private static void assertSingleErrorContains(JarRun run, String... words) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.err().lines().filter(line -> !line.startsWith("payload-import: warning: ")))
                .singleElement()
                .asString()
                .startsWith("payload-import: ")
                .contains(words);
    }

    @Test
    void refusesImportIfSpaceIsInsufficient() throws Exception {
        write(8, 1 << 20);
        Path directory = fixture.tmpfs("dest", "size=5m");

        JarRun run = JarRun.of("32m", "--device", image, directory);

        assertSingleErrorContains(run, "not enough space in " + directory, "8388608", "5242880");
        assertThat(completeFiles(directory)).isZero();
    }

    @Test
    void keepsCompleteFilesWhenSpaceRunsOut() throws Exception {
        write(8, 1 << 20);
        Path directory = fixture.tmpfs("dest", "size=5m");

        JarRun run = JarRun.of("32m", "--no-space-check", "--device", image, directory);

        assertSingleErrorContains(run, "cannot write file-", "to " + directory, "No space left on device");
        assertThat(completeFiles(directory)).isBetween(1, 5);

        RootFixture.run("mount", "-o", "remount,size=8448k", directory);
        JarRun again = JarRun.of("32m", "--device", image, directory);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertAllFilesArePresent(directory);
    }

    @Test
    void reportsFullDestinationWhenKernelCopies() throws Exception {
        write(8, 1 << 20);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(16 + 8 * (16 + "file-000".length() + (1 << 20))); // no checksums
        }
        Path directory = fixture.tmpfs("dest", "size=5m");

        JarRun run = JarRun.of("32m", "--no-space-check", "--device", image, directory);

        assertSingleErrorContains(run, "cannot write file-", "to " + directory, "No space left on device");
        assertThat(completeFiles(directory)).isBetween(1, 5);
    }

    @Test
    void refusesImportIfInodesAreInsufficient() throws Exception {
        write(500, 10);
        Path directory = fixture.tmpfs("dest", "nr_inodes=100");

        JarRun run = JarRun.of("32m", "--device", image, directory);

        assertSingleErrorContains(run, "not enough inodes in " + directory + ": expected 501 ", "found 98:");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void refusesSmallImportIfOneInodeIsMissing() throws Exception {
        write(98, 10);
        Path directory = fixture.tmpfs("dest", "nr_inodes=100");

        JarRun run = JarRun.of("32m", "--device", image, directory);

        assertSingleErrorContains(run, "not enough inodes in " + directory + ": expected 99 ", "found 98:");
        assertThat(directory).isEmptyDirectory();

        RootFixture.run("mount", "-o", "remount,nr_inodes=101", directory);
        JarRun again = JarRun.of("32m", "--device", image, directory);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertAllFilesArePresent(directory);
    }

    @Test
    void importsToFileSystemWithoutSize() throws Exception {
        write(150, 10);
        Path directory = fixture.ramfs("dest");

        JarRun run = JarRun.of("32m", "--device", image, directory);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertAllFilesArePresent(directory);
    }

    @Test
    void keepsCompleteFilesWhenInodesRunOut() throws Exception {
        write(150, 10);
        Path directory = fixture.tmpfs("dest", "nr_inodes=100");

        JarRun run = JarRun.of("32m", "--no-space-check", "--device", image, directory);

        assertSingleErrorContains(run, "No space left on device");
        assertThat(completeFiles(directory)).isBetween(50, 99);
    }

    @Test
    void reportsReadOnlyDestination() throws Exception {
        write(3, 10);
        Path directory = fixture.tmpfs("dest", "size=5m");
        RootFixture.run("mount", "-o", "remount,ro", directory);

        JarRun run = JarRun.of("32m", "--device", image, directory);

        assertSingleErrorContains(run, directory + " is not writable", "remount");
        assertThat(completeFiles(directory)).isZero();
    }

    @Test
    void replacesDeviceNodeWithoutWritingToIt() throws Exception {
        write(1, 512);
        Path directory = fixture.tmpfs("dest", "size=5m");
        Path disk = Files.write(fixture.root().resolve("disk"), new byte[4096]);
        Path loop = fixture.loop(disk);
        RootFixture.run("cp", "-a", loop, directory.resolve("file-000"));

        JarRun run = JarRun.of("32m", "--device", image, directory);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.isRegularFile(directory.resolve("file-000"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        assertAllFilesArePresent(directory);
        RootFixture.run("sync", loop);
        assertThat(disk).hasBinaryContent(new byte[4096]);
    }

    @Test
    void reportsFileThatCannotBeReplaced() throws Exception {
        write(3, 512);
        Path directory = Files.createDirectory(fixture.root().resolve("dest"));
        Path old = Files.writeString(directory.resolve("file-001"), "old", StandardCharsets.UTF_8);
        fixture.makeImmutable(old);

        JarRun run = JarRun.of("32m", "--device", image, directory);

        assertSingleErrorContains(run, "file-001", "Operation not permitted");
        assertThat(old).hasContent("old");
        assertThat(directory.resolve(MARKER)).doesNotExist();
        try (Stream<Path> children = Files.list(directory)) {
            assertThat(children.filter(path -> path.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
    }
}
