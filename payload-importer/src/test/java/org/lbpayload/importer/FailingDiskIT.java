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

/** Real block devices: loop devices, whose backing file is cut where a disk is to fail. */
@Tag("root")
class FailingDiskIT {
    private static final long LARGE = 2L << 30;
    private static final long VICTIM = 8L << 20;

    private RootFixture fixture;
    private Path image;
    private Path folder;

    @BeforeEach
    void setUp() throws Exception {
        fixture = new RootFixture();
        image = fixture.root().resolve("payload.img");
        folder = fixture.root().resolve("dest");
    }

    @AfterEach
    void tearDown() throws Exception {
        fixture.undo();
    }

    @Test
    void importsFromADisk() throws Exception {
        byte[] content = new byte[100_001];
        Arrays.fill(content, (byte) 7);
        WrittenImage.write(image, Layout.U64, Map.of("a", content, "b", new byte[0]));
        Path loop = fixture.loop(image);

        JarRun run = JarRun.of("32m", "--device", loop, folder);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(folder.resolve("a")).hasBinaryContent(content);
        assertThat(folder.resolve("b")).isEmptyFile();
    }

    /** The kernel drops the last part of a sector; whoever pads the image loses nothing. */
    @Test
    void refusesADiskThatLacksTheLastPartOfASector() throws Exception {
        WrittenImage.write(image, Layout.U64, Map.of("a", new byte[10], "b", new byte[1500]));
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(16 + 17 + 10 + 17 + 1500); // a reference image: no checksums, no zero bytes behind
        }
        Path loop = fixture.loop(image);

        JarRun run = JarRun.of("32m", "--device", loop, folder);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err())
                .contains(loop.toString(), "malformed", "offset 51", "expected 1500 bytes of data of b", "1476 up to");
        assertThat(folder).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysWhereADiskFailsWhileItsFilesAreCopied(boolean checksums) throws Exception {
        Map<String, Long> sizes = Map.of("a", LARGE, "b", 10L, "c", VICTIM);
        Entry victim = WrittenImage.writeHoles(image, sizes).entries().get(2);
        if (!checksums) {
            try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
                file.setLength(victim.end());
                file.setLength((victim.end() + 511) / 512 * 512); // whole sectors
            }
        }
        Path loop = fixture.loop(image);
        Files.createDirectory(folder);
        // To look into this file takes the importer long enough for the disk to be cut behind its back.
        try (RandomAccessFile large = new RandomAccessFile(folder.resolve("a").toFile(), "rw")) {
            large.setLength(LARGE);
        }

        Process process = new ProcessBuilder(JarRun.command("32m", "--device", loop, folder)).start();
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
        // Where the kernel copies it reads ahead, and a loop device then gives a little more than there is.
        long most = checksums ? VICTIM / 2 : VICTIM - 1;
        assertThat(offset(err)).isBetween(victim.dataOffset(), victim.dataOffset() + most);
        assertThat(folder.resolve("a")).hasSize(LARGE);
        assertThat(folder.resolve("b")).hasBinaryContent(new byte[10]);
        try (var children = Files.list(folder)) {
            assertThat(children.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("a", "b");
        }
    }

    private static long offset(String message) {
        String behind = message.substring(message.indexOf("at offset ") + "at offset ".length());
        return Long.parseLong(behind.substring(0, behind.indexOf(':')));
    }

    @Test
    void saysThatTheIndexCannotBeRead() throws Exception {
        WrittenImage.writeHoles(image, Map.of("a", VICTIM, "b", 10L));
        Path loop = fixture.loop(image);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(VICTIM / 2);
        }

        JarRun run = JarRun.of("32m", "--device", loop, folder);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains(loop.toString(), "cannot read", "offset", "Input/output error");
        assertThat(folder).doesNotExist();
    }
}
