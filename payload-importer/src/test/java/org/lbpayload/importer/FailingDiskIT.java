// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lbpayload.format.Entry;
import org.lbpayload.format.Layout;

/** Tests of imports from loop devices that fail because their backing file is truncated. */
@Tag("root")
class FailingDiskIT {
    private static final long LARGE = 2L << 30;
    private static final long VICTIM = 8L << 20;

    private RootFixture fixture;
    private Path image;
    private Path directory;

    @BeforeEach
    void setUp() throws Exception {
        fixture = new RootFixture();
        image = fixture.root().resolve("payload.img");
        directory = fixture.root().resolve("dest");
    }

    @AfterEach
    void tearDown() throws Exception {
        fixture.undo();
    }

    @Test
    void importsFromDisk() throws Exception {
        byte[] content = new byte[100_001];
        Arrays.fill(content, (byte) 7);
        WrittenImage.write(image, Layout.U64, Map.of("a", content, "b", new byte[0]));
        Path loop = fixture.loop(image);

        JarRun run = JarRun.of("32m", "--device", loop, directory);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(directory.resolve("a")).hasBinaryContent(content);
        assertThat(directory.resolve("b")).isEmptyFile();
    }

    /** The kernel drops an incomplete last sector, so images must be padded. */
    @Test
    void refusesDiskWithoutLastPartialSector() throws Exception {
        WrittenImage.write(image, Layout.U64, Map.of("a", new byte[10], "b", new byte[1500]));
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(16 + 17 + 10 + 17 + 1500); // like live-bootstrap's tools: no checksums, no padding
        }
        Path loop = fixture.loop(image);

        JarRun run = JarRun.of("32m", "--device", loop, directory);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err())
                .contains(loop.toString(), "malformed", "offset 51", "expected 1500 bytes of data of b", "1476 up to");
        assertThat(directory).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void reportsOffsetWhenDiskFailsDuringCopy(boolean checksums) throws Exception {
        Map<String, Long> sizes = Map.of("a", LARGE, "b", 10L, "c", VICTIM);
        Entry victim = WrittenImage.writeHoles(image, sizes).entries().get(2);
        if (!checksums) {
            try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
                file.setLength(victim.end());
                file.setLength((victim.end() + 511) / 512 * 512); // full sectors
            }
        }
        Path loop = fixture.loop(image);
        Files.createDirectory(directory);
        // While the importer verifies this large existing file, the test truncates the backing file of the disk.
        try (RandomAccessFile large =
                new RandomAccessFile(directory.resolve("a").toFile(), "rw")) {
            large.setLength(LARGE);
        }

        Process process = new ProcessBuilder(JarRun.command("32m", "--device", loop, directory)).start();
        String err;
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
                BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).contains("reading 3 files from " + loop);
            try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
                file.setLength(victim.dataOffset() + VICTIM / 2);
            }
            out.lines().forEach(line -> {});
            err = errors.lines()
                    .filter(line -> !line.startsWith("payload-import: warning: "))
                    .collect(Collectors.joining("\n"));
        }

        assertThat(process.waitFor()).as(err).isEqualTo(1);
        assertThat(err)
                .doesNotContain("\n")
                .startsWith("payload-import: " + loop)
                .contains(" c ", "expected " + VICTIM + " bytes", "Input/output error");
        // The kernel reads ahead, and a loop device can return a few bytes beyond the end of its file.
        // The offset in the message can therefore be higher.
        long most = checksums ? VICTIM / 2 : VICTIM - 1;
        assertThat(offset(err)).isBetween(victim.dataOffset(), victim.dataOffset() + most);
        assertThat(directory.resolve("a")).hasSize(LARGE);
        assertThat(directory.resolve("b")).hasBinaryContent(new byte[10]);
        try (var children = Files.list(directory)) {
            assertThat(children.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("a", "b");
        }
    }

    private static long offset(String message) {
        String behind = message.substring(message.indexOf("at offset ") + "at offset ".length());
        return Long.parseLong(behind.substring(0, behind.indexOf(':')));
    }

    @Test
    void reportsUnreadableIndex() throws Exception {
        WrittenImage.writeHoles(image, Map.of("a", VICTIM, "b", 10L));
        Path loop = fixture.loop(image);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(VICTIM / 2);
        }

        JarRun run = JarRun.of("32m", "--device", loop, directory);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains(loop.toString(), "cannot read", "offset", "Input/output error");
        assertThat(directory).doesNotExist();
    }
}
