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

/** Folders that are full, cannot be written, or hold what only root can put there. */
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

    /** Every file that is there is whole, and there is nothing else. */
    private int wholeFiles(Path folder) throws IOException {
        int count = 0;
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.toList()) {
                byte[] content = files.get(child.getFileName().toString());
                assertThat(content).as("%s is of the payload", child).isNotNull();
                assertThat(child).hasBinaryContent(content);
                count++;
            }
        }
        return count;
    }

    private void assertThatAllIsThere(Path folder) throws IOException {
        assertThat(folder.resolve(MARKER)).exists();
        Files.delete(folder.resolve(MARKER));
        assertThat(wholeFiles(folder)).isEqualTo(files.size());
    }

    private static void assertThatOneLineSays(JarRun run, String... words) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.err().lines().filter(line -> !line.startsWith("payload-import: warning: ")))
                .singleElement()
                .asString()
                .startsWith("payload-import: ")
                .contains(words);
    }

    @Test
    void seesThatThereIsTooLittleSpaceBeforeItWrites() throws Exception {
        write(8, 1 << 20);
        Path folder = fixture.tmpfs("dest", "size=5m");

        JarRun run = JarRun.of("32m", "--device", image, folder);

        assertThatOneLineSays(run, "not enough space in " + folder, "8388608", "5242880");
        assertThat(wholeFiles(folder)).isZero();
    }

    @Test
    void leavesWholeFilesAloneWhereTheSpaceEndsInTheMiddle() throws Exception {
        write(8, 1 << 20);
        Path folder = fixture.tmpfs("dest", "size=5m");

        JarRun run = JarRun.of("32m", "--no-space-check", "--device", image, folder);

        assertThatOneLineSays(run, "cannot write file-", "to " + folder, "No space left on device");
        assertThat(wholeFiles(folder)).isBetween(1, 5);

        RootFixture.run("mount", "-o", "remount,size=8448k", folder);
        JarRun again = JarRun.of("32m", "--device", image, folder);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThatAllIsThere(folder);
    }

    @Test
    void saysThatItIsTheFolderThatIsFullAlsoWhereTheKernelCopies() throws Exception {
        write(8, 1 << 20);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(16 + 8 * (16 + "file-000".length() + (1 << 20))); // no checksums
        }
        Path folder = fixture.tmpfs("dest", "size=5m");

        JarRun run = JarRun.of("32m", "--no-space-check", "--device", image, folder);

        assertThatOneLineSays(run, "cannot write file-", "to " + folder, "No space left on device");
        assertThat(wholeFiles(folder)).isBetween(1, 5);
    }

    @Test
    void seesThatThereAreTooFewInodesBeforeItWrites() throws Exception {
        write(500, 10);
        Path folder = fixture.tmpfs("dest", "nr_inodes=100");

        JarRun run = JarRun.of("32m", "--device", image, folder);

        assertThatOneLineSays(run, "not enough inodes in " + folder + ": expected 501 ", "found 98:");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void seesThatAFewFilesAreOneTooManyBeforeItWrites() throws Exception {
        write(98, 10);
        Path folder = fixture.tmpfs("dest", "nr_inodes=100");

        JarRun run = JarRun.of("32m", "--device", image, folder);

        assertThatOneLineSays(run, "not enough inodes in " + folder + ": expected 99 ", "found 98:");
        assertThat(folder).isEmptyDirectory();

        RootFixture.run("mount", "-o", "remount,nr_inodes=101", folder);
        JarRun again = JarRun.of("32m", "--device", image, folder);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThatAllIsThere(folder);
    }

    @Test
    void importsToAFileSystemThatDoesNotTellItsSize() throws Exception {
        write(150, 10);
        Path folder = fixture.ramfs("dest");

        JarRun run = JarRun.of("32m", "--device", image, folder);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThatAllIsThere(folder);
    }

    @Test
    void leavesWholeFilesAloneWhereTheInodesEndInTheMiddle() throws Exception {
        write(150, 10);
        Path folder = fixture.tmpfs("dest", "nr_inodes=100");

        JarRun run = JarRun.of("32m", "--no-space-check", "--device", image, folder);

        assertThatOneLineSays(run, "No space left on device");
        assertThat(wholeFiles(folder)).isBetween(50, 99);
    }

    @Test
    void saysThatTheFolderCannotBeWritten() throws Exception {
        write(3, 10);
        Path folder = fixture.tmpfs("dest", "size=5m");
        RootFixture.run("mount", "-o", "remount,ro", folder);

        JarRun run = JarRun.of("32m", "--device", image, folder);

        assertThatOneLineSays(run, folder + " is not writable", "remount");
        assertThat(wholeFiles(folder)).isZero();
    }

    @Test
    void takesTheNameFromADeviceAndNeverWritesToIt() throws Exception {
        write(1, 512);
        Path folder = fixture.tmpfs("dest", "size=5m");
        Path disk = Files.write(fixture.root().resolve("disk"), new byte[4096]);
        Path loop = fixture.loop(disk);
        RootFixture.run("cp", "-a", loop, folder.resolve("file-000"));

        JarRun run = JarRun.of("32m", "--device", image, folder);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.isRegularFile(folder.resolve("file-000"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        assertThatAllIsThere(folder);
        RootFixture.run("sync", loop);
        assertThat(disk).hasBinaryContent(new byte[4096]);
    }

    @Test
    void saysWhichFileCannotBeReplaced() throws Exception {
        write(3, 512);
        Path folder = Files.createDirectory(fixture.root().resolve("dest"));
        Path old = Files.writeString(folder.resolve("file-001"), "old", StandardCharsets.UTF_8);
        fixture.makeImmutable(old);

        JarRun run = JarRun.of("32m", "--device", image, folder);

        assertThatOneLineSays(run, "file-001", "Operation not permitted");
        assertThat(old).hasContent("old");
        assertThat(folder.resolve(MARKER)).doesNotExist();
        try (Stream<Path> children = Files.list(folder)) {
            assertThat(children.filter(path -> path.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
    }
}
