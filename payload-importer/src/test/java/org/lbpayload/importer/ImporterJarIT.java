// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The finished jar, as a user or a step of a bootstrap calls it. */
class ImporterJarIT {
    private static final String HEAP = "16m";
    private static final int MANY = 200_000;

    @TempDir(factory = InMemory.class)
    Path temp;

    Path destination;
    Path image;

    @BeforeEach
    void places() throws IOException {
        destination = temp.resolve("dest");
        image = TestImage.u64().with("a", "content of a").with("b", "").write(temp.resolve("image"));
    }

    private static JarRun sh(String script, List<String> command) throws Exception {
        List<String> words = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        words.addAll(command);
        return JarRun.of(words);
    }

    private void assertImported() throws IOException {
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "content of a", "b", ""));
        assertThat(Run.marker(destination)).hasSize(65);
    }

    @Test
    void is_small() throws IOException {
        assertThat(Files.size(Path.of(System.getProperty("importer.jar")))).isLessThan(100 * 1024);
    }

    @Test
    void exits_with_0_where_all_is_imported() throws Exception {
        JarRun run = JarRun.of(HEAP, "--device", image, destination);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertImported();
    }

    @Test
    void exits_with_1_where_the_device_is_no_payload_disk() throws Exception {
        Files.writeString(image, "something else");
        JarRun run = JarRun.of(HEAP, "--device", image, destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("payload-import: " + image
                        + ": malformed payload image at offset 0: expected the magic LBPAYLD1, found other bytes\n");
    }

    @Test
    void exits_with_64_where_the_command_line_is_wrong() throws Exception {
        assertThat(JarRun.of(HEAP).exitCode()).isEqualTo(64);
    }

    @Test
    void tells_its_version() throws Exception {
        assertThat(JarRun.of(HEAP, "--version").out()).matches("payload-import [0-9].*\n");
    }

    @Test
    void names_are_utf8_or_refused_before_anything_is_written() throws Exception {
        TestImage.u64().with("caf\u00e9", "x").write(image);
        List<String> command = JarRun.command(HEAP, "--device", image, destination);
        JarRun refused = sh("LC_ALL=C exec \"$@\"", command);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("the name caf\u00e9 cannot be stored", "run with LC_ALL=C.UTF-8");
        assertThat(Run.files(destination)).isEmpty();
        JarRun run = sh("LC_ALL=C.UTF-8 exec \"$@\"", command);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("payload-import: caf\u00e9\n");
        assertThat(Run.files(destination)).isEqualTo(Map.of("caf\u00e9", "x"));
    }

    @Test
    void files_are_readable_for_all_whatever_the_umask() throws Exception {
        destination = temp.resolve("new/dest");
        JarRun run = sh("umask 077; exec \"$@\"", JarRun.command(HEAP, "--device", image, destination));
        assertThat(run.exitCode()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(destination.resolve("a"))))
                .isEqualTo("rw-r--r--");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("new"))))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void goes_on_where_nobody_reads_what_it_prints() throws Exception {
        JarRun run = sh(
                "\"$@\" | true; test -f '" + destination + "/.payload_imported'",
                JarRun.command(HEAP, "--device", image, destination));
        assertThat(run.exitCode()).isZero();
        assertImported();
    }

    @Test
    void reads_a_pipe() throws Exception {
        JarRun run = sh("cat '" + image + "' | \"$@\"", JarRun.command(HEAP, "-", destination));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertImported();
        assertThat(destination.resolve(".payload_import.lock")).doesNotExist();
    }

    @Test
    void reads_a_file_on_standard_input_in_place() throws Exception {
        JarRun run = sh("\"$@\" < '" + image + "'", JarRun.command(HEAP, "-", destination));
        assertThat(run.exitCode()).isZero();
        assertImported();
    }

    @Test
    void imports_as_many_files_as_an_image_may_have_with_64_mebibytes_of_heap() throws Exception {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(image))) {
            TestImage format = TestImage.u64();
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            header.writeBytes("LBPAYLD1".getBytes(StandardCharsets.UTF_8));
            header.writeBytes(format.word(MANY));
            out.write(header.toByteArray());
            for (int i = 0; i < MANY; i++) {
                byte[] name = ("package-" + i + "-with-a-name-of-usual-length.tar.xz").getBytes(StandardCharsets.UTF_8);
                out.write(format.word(name.length));
                out.write(format.word(0));
                out.write(name);
            }
        }
        JarRun run = JarRun.of("64m", "--quiet", "--device", image, destination);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        try (var files = Files.list(destination)) {
            assertThat(files.count()).isEqualTo(MANY + 1);
        }
    }

    @Test
    void says_so_where_the_heap_is_too_small_for_the_index() throws Exception {
        TestImage many = TestImage.u64();
        for (int i = 0; i < 60_000; i++) {
            many.with("package-" + i + "-with-a-name-of-usual-length.tar.xz", "");
        }
        Files.write(image, many.plain());
        JarRun run = JarRun.of("4m", "--device", image, destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo(
                        "payload-import: the memory is not enough for this image: run java with a" + " larger -Xmx\n");
        assertThat(Run.files(destination)).isEmpty();
    }
}
