// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of {@code --list} and {@code --probe}. */
class ListAndProbeTest {
    @TempDir
    Path temp;

    private Path image(String name, TestImage image) throws IOException {
        return image.write(temp.resolve(name));
    }

    private static TestImage two() {
        return TestImage.u64().with("a", "content of a").with("b", "");
    }

    @Test
    void computesChecksumOfFileLargerThanBuffer() throws IOException {
        byte[] content = new byte[200_001];
        Path file = Files.write(
                temp.resolve("image"),
                TestImage.u64().with("a", content).with("b", "behind it").plain());
        assertThat(Run.of("--list", file).out()).contains("\n200001 " + TestImage.sha256(content) + " a\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void listsSizesAndChecksums(boolean checksums) throws IOException {
        Path file = Files.write(temp.resolve("image"), checksums ? two().bytes() : two().plain());
        Run run = Run.of("--list", file);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .isEqualTo("layout u64\npayload id " + two().id()
                        + (checksums ? "" : " (computed: the image has no checksums)") + "\n12 "
                        + TestImage.sha256("content of a".getBytes()) + " a\n0 " + TestImage.sha256(new byte[0])
                        + " b\n");
    }

    @Test
    void escapesControlCharactersInList() throws IOException {
        Path file = image("image", TestImage.u64().with("a\u202eb", "x"));
        assertThat(Run.of("--list", file).out()).endsWith(" a\\u202eb\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--list", "--probe"})
    void refusesToOpenOtherFileTypes(String option) throws Exception {
        Path fifo = temp.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        try (RandomAccessFile writer =
                new RandomAccessFile(fifo.toFile(), "rw")) { // so that opening the FIFO does not block
            assertThat(writer.getFD().valid()).isTrue();
            for (Path path : new Path[] {fifo, temp, Path.of("/dev/null")}) {
                assertThat(Run.of(option, path))
                        .isEqualTo(new Run(
                                1,
                                "",
                                "payload-import: cannot open " + path
                                        + ": neither a block device nor a regular file: name a disk"
                                        + " or a file, or pass a stream on standard input\n"));
            }
        }
    }

    @Test
    void probesOnlyMagic() throws IOException {
        Path file = Files.writeString(temp.resolve("magic"), "LBPAYLD1 and then something else");
        assertThat(Run.of("--probe", file)).isEqualTo(new Run(0, "", ""));
        Files.writeString(file, "LBPAYLD2");
        assertThat(Run.of("--probe", file)).isEqualTo(new Run(1, "", ""));
        Files.writeString(file, "");
        assertThat(Run.of("--probe", file)).isEqualTo(new Run(1, "", ""));
        assertThat(Run.of("--probe", temp.resolve("none")).err()).contains("no such file");
    }
}
