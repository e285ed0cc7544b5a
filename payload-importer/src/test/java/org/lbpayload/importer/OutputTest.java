// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the output of an import in quiet mode, as JSON, and with hostile names. */
class OutputTest {
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

    private static TestImage two() {
        return TestImage.u64().with("a", "content of a").with("b", "");
    }

    @Test
    void reportsInvalidPathInPrintableForm() {
        Run run = Run.of("--device", "a\0b", destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("payload-import: invalid path a\\u0000b: ");
    }

    @Test
    void reportsReasonInJsonIfThereIsNothingToDo() throws IOException {
        Path file = image("image", two());
        Run.of("--device", file, destination);
        assertThat(Run.of("--json", "--device", file, destination).out())
                .isEqualTo("{\"event\": \"done\", \"destination\": \"" + destination
                        + "\", \"reason\": \"this payload was imported earlier and all its files are present\"}\n");
    }

    @Test
    void printsOnlyErrorsIfQuiet() throws IOException {
        assertThat(Run.of("--quiet", "--device", image("image", two()), destination))
                .isEqualTo(new Run(0, "", ""));
        assertThat(Run.of("--quiet", "--device", temp.resolve("none"), destination)
                        .err())
                .isNotEmpty();
    }

    @Test
    void printsOneJsonObjectPerLine() throws IOException {
        Path file = image("image", TestImage.u64().with("\u00e9\"", "12345"));
        Run run = Run.of("--json", "--device", file, destination);
        assertThat(run.out().lines())
                .containsExactly(
                        "{\"event\": \"plan\", \"disks\": [{\"disk\": \"" + file
                                + "\", \"layout\": \"u64\", \"files\": 1, \"payloadId\": \""
                                + TestImage.u64().with("\u00e9\"", "12345").id()
                                + "\"}], \"files\": 1, \"bytes\": 5, \"present\": 0}",
                        "{\"event\": \"file\", \"name\": \"\\u00e9\\\"\", \"bytes\": 5}",
                        "{\"event\": \"progress\", \"bytes\": 5, \"total\": 5, \"percent\": 100}",
                        "{\"event\": \"done\", \"destination\": \"" + destination
                                + "\", \"files\": 1, \"bytes\": 5, \"present\": 0}");
    }

    @Test
    void warnsThatImageHasNoChecksumsEvenIfQuiet() throws IOException {
        Path file = Files.write(temp.resolve("image"), two().plain());
        String warning = file + " has no checksums: the content of the files cannot be verified";
        assertThat(Run.of("--quiet", "--device", file, destination))
                .isEqualTo(new Run(0, "", "payload-import: warning: " + warning + "\n"));
        Run json = Run.of("--json", "--device", file, temp.resolve("other"));
        assertThat(json.out()).contains("{\"event\": \"warning\", \"message\": \"" + warning + "\"}\n");
        assertThat(json.err()).isEqualTo("payload-import: warning: " + warning + "\n");
    }

    @Test
    void namesDestinationTheSameInAllJsonEvents() throws IOException {
        Path file = image("image", two());
        Path unusual = temp.resolve("a\u0007b");
        String name = "\"destination\": \"" + temp + "/a\\u0007b\"";
        assertThat(Run.of("--json", "--device", file, unusual).out()).contains(name);
        assertThat(Run.of("--json", "--device", file, unusual).out()).contains(name, "reason");
    }

    @Test
    void distinguishesDanglingLinkFromMissingFile() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("nowhere"));
        assertThat(Run.of("--device", link, destination).err())
                .isEqualTo("payload-import: cannot open " + link + ": dangling symbolic link to "
                        + temp.resolve("nowhere") + "\n");
    }

    @ParameterizedTest
    @CsvSource({"gzip, 1f8b0800", "xz, fd377a585a000004", "zstd, 28b52ffd04", "bzip2, 425a6839"})
    void recognizesCompressedImage(String program, String start) throws IOException {
        byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(start), 1000);
        Path file = Files.write(temp.resolve("image"), bytes);
        String message = "expected a payload image, found data compressed with " + program + ": decompress it with "
                + program + " -d\n";
        assertThat(Run.of("--device", file, destination).err()).isEqualTo("payload-import: " + file + ": " + message);
        assertThat(Run.of("--list", file).err()).isEqualTo("payload-import: " + file + ": " + message);
        assertThat(Run.of(new ByteArrayInputStream(bytes), Map.of(), "-", destination)
                        .err())
                .isEqualTo("payload-import: standard input: " + message);
    }

    @Test
    void reportsUnexpectedExceptionInOneSentence() {
        InputStream failing = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("bug");
            }
        };
        Run run = Run.of(failing, Map.of(), "-", destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith(
                        "payload-import: internal error, please report it: IllegalStateException, bug, org.lbpayload.")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "--list"})
    void failsIfOutputCannotBeWritten(String option) throws IOException {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String image = image("image", two()).toString();
        String[] words = option.equals("--list") ? new String[] {option, image} : new String[] {option};
        int exitCode = Main.run(
                words,
                InputStream.nullInputStream(),
                new PrintStream(full, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                null,
                Map.of());
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString(UTF_8)).isEqualTo("payload-import: cannot write to standard output\n");
    }

    @Test
    void distinguishesThreadLimitFromFullHeap() {
        assertThat(Main.message(new OutOfMemoryError("unable to create native thread: possibly out of memory or"
                        + " process/resource limits reached")))
                .startsWith("the system cannot start more threads");
        for (String message : new String[] {"Java heap space", null}) {
            assertThat(Main.message(new OutOfMemoryError(message))).contains("larger -Xmx");
        }
    }

    @Test
    void reportsErrorInJson() {
        Run run = Run.of("--json", "--device", temp.resolve("none"), destination);
        assertThat(run.err())
                .isEqualTo("payload-import: cannot open " + temp.resolve("none") + ": no such file or directory\n");
        assertThat(run.out())
                .isEqualTo("{\"event\": \"error\", \"message\": \"cannot open " + temp.resolve("none")
                        + ": no such file or directory\", \"exitCode\": 1}\n");
    }
}
