// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of imports from standard input. */
class StandardInputTest {
    private static final byte[] LARGE = new byte[300_000];
    private static final byte[] IMAGE;

    static {
        new Random(1).nextBytes(LARGE);
        IMAGE = TestImage.u64().with("large", LARGE).bytes();
    }

    @TempDir
    Path temp;

    private Path destination;

    @BeforeEach
    void choosePaths() {
        destination = temp.resolve("dest");
    }

    private static byte[] behind(int bytes) {
        byte[] larger = new byte[bytes + IMAGE.length];
        System.arraycopy(IMAGE, 0, larger, bytes, IMAGE.length);
        return larger;
    }

    @Test
    void importsStreamLargerThanBuffer() throws IOException {
        Run run = Run.of(new ByteArrayInputStream(IMAGE), Map.of(), "-", destination);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(destination.resolve("large")).hasBinaryContent(LARGE);
        assertThat(destination.resolve(".payload_import.tmp.stream")).doesNotExist();
    }

    @Test
    void appliesOffsetToStream() throws IOException {
        Run run = Run.of(new ByteArrayInputStream(behind(777)), Map.of(), "--offset", 777, "-", destination);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(destination.resolve("large")).hasBinaryContent(LARGE);
    }

    @Test
    void appliesOffsetToPositionOfFile() throws IOException {
        Path file = Files.write(temp.resolve("disk"), behind(1000 + 777));
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            in.skipNBytes(1000);
            Run run = Run.of(in, Map.of(), "--offset", 777, "-", destination);
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
        assertThat(destination.resolve("large")).hasBinaryContent(LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--list", "--probe"})
    void listsAndProbesFromPositionOfFile(String option) throws IOException {
        Path file = Files.write(temp.resolve("disk"), behind(1000 + 777));
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            in.skipNBytes(1000);
            Run run = Run.of(in, Map.of(), "--offset", 777, option, "-");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out().contains(" large\n")).isEqualTo(option.equals("--list"));
        }
    }

    @Test
    void refusesOffsetBeyondEnd() throws IOException {
        Path file = Files.write(temp.resolve("disk"), behind(1000));
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            in.skipNBytes(1000);
            Run run = Run.of(in, Map.of(), "--offset", Long.MAX_VALUE, "-", destination);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo("payload-import: standard input (image at offset 9223372036854775807): malformed payload"
                            + " image at offset 0: expected the magic LBPAYLD1, found the end of the image at 0\n");
        }
    }

    @Test
    void leavesNothingOfInterruptedStream() throws IOException {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Connection reset");
            }
        };
        InputStream in = new SequenceInputStream(new ByteArrayInputStream(IMAGE, 0, 100_000), broken);
        Run run = Run.of(in, Map.of(), "-", destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("payload-import: cannot store standard input in " + destination + ": Connection reset\n");
        assertThat(Run.files(destination)).isEmpty();
        assertThat(destination.resolve(".payload_import.lock")).doesNotExist();
    }

    @Test
    void listsFileButNoStream() throws IOException {
        Path file = Files.write(temp.resolve("disk"), IMAGE);
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            assertThat(Run.of(in, Map.of(), "--list", "-").out()).contains(" large\n");
        }
        Run run = Run.of(new ByteArrayInputStream(IMAGE), Map.of(), "--list", "-");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo(
                        "payload-import: standard input is a stream, expected a file or a disk: redirect a file, or name a"
                                + " path\n");
    }
}
