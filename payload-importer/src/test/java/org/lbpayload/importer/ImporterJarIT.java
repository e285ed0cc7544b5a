// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that run the packaged jar as a user does. */
class ImporterJarIT {
    private static final String HEAP = "16m";
    private static final int MANY = 200_000;

    @TempDir(factory = InMemory.class)
    Path temp;

    Path destination;
    Path image;

    @BeforeEach
    void choosePaths() throws IOException {
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
    void isSmallWithoutSourceOfCImporter() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("importer.jar"))) {
            long source = jar.getEntry("payload-import.c").getCompressedSize();
            assertThat(Files.size(Path.of(System.getProperty("importer.jar"))) - source)
                    .isLessThan(128 * 1024);
        }
    }

    @Test
    void containsSourceOfCImporter() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("importer.jar"));
                InputStream file = jar.getInputStream(jar.getEntry("payload-import.c"))) {
            String source = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(source).startsWith("/* SPDX-License-Identifier: Apache-2.0 */\n");
            assertThat(source).contains("#define VERSION \"" + System.getProperty("project.version") + "\"\n");
            assertThat(source.lines()).hasSizeLessThanOrEqualTo(700);
        }
    }

    @Test
    void exitsWith0AfterImport() throws Exception {
        JarRun run = JarRun.of(HEAP, "--device", image, destination);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertImported();
    }

    @Test
    void exitsWith1IfDeviceIsNotPayloadDisk() throws Exception {
        Files.writeString(image, "something else");
        JarRun run = JarRun.of(HEAP, "--device", image, destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("payload-import: " + image
                        + ": malformed payload image at offset 0: expected the magic LBPAYLD1, found other bytes\n");
    }

    @Test
    void exitsWith64IfCommandLineIsInvalid() throws Exception {
        assertThat(JarRun.of(HEAP).exitCode()).isEqualTo(64);
    }

    @Test
    void printsVersion() throws Exception {
        assertThat(JarRun.of(HEAP, "--version").out()).matches("payload-import [0-9].*\n");
    }

    @Test
    void refusesNamesThatLocaleCannotEncode() throws Exception {
        TestImage.u64().with("caf\u00e9", "x").write(image);
        List<String> command = JarRun.command(HEAP, "--device", image, destination);
        JarRun refused = sh("LC_ALL=C exec \"$@\"", command);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("cannot store the name caf\u00e9", "run with LC_ALL=C.UTF-8");
        assertThat(Run.files(destination)).isEmpty();
        JarRun run = sh("LC_ALL=C.UTF-8 exec \"$@\"", command);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("payload-import: caf\u00e9\n");
        assertThat(Run.files(destination)).isEqualTo(Map.of("caf\u00e9", "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"077", "027", "022", "002", "000"})
    void createsReadableFilesWithAnyUmask(String umask) throws Exception {
        destination = temp.resolve("new/dest");
        JarRun run = sh("umask " + umask + "; exec \"$@\"", JarRun.command(HEAP, "--device", image, destination));
        assertThat(run.exitCode()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(destination.resolve("a"))))
                .isEqualTo("rw-r--r--");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(destination.resolve(".payload_imported"))))
                .isEqualTo("rw-r--r--");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("new"))))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void importsEvenIfOutputIsClosed() throws Exception {
        JarRun run = sh(
                "\"$@\" | true; test -f '" + destination + "/.payload_imported'",
                JarRun.command(HEAP, "--device", image, destination));
        assertThat(run.exitCode()).isZero();
        assertImported();
    }

    @Test
    void readsPipe() throws Exception {
        JarRun run = sh("cat '" + image + "' | \"$@\"", JarRun.command(HEAP, "-", destination));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertImported();
        assertThat(destination.resolve(".payload_import.lock")).doesNotExist();
    }

    @Test
    void failsWhileOtherImporterIsRunning() throws Exception {
        byte[] content = new byte[300_000]; // much larger than the pipe buffer
        byte[] large = TestImage.u64().with("large", content).bytes();
        Path directory = Files.createDirectories(JarRun.target().resolve("runs"));
        Path log = Files.createTempFile(directory, "first", ".log");
        try {
            Process first = new ProcessBuilder(JarRun.command(HEAP, "-", destination))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try (OutputStream pipe = first.getOutputStream()) {
                pipe.write(large, 0, large.length - 1);
                pipe.flush(); // returns after the first importer has locked the directory and read most of the image
                JarRun second = JarRun.of(HEAP, "--device", image, destination);
                assertThat(second)
                        .isEqualTo(new JarRun(
                                1,
                                "",
                                "payload-import: another importer is importing to " + destination + " and holds "
                                        + destination.toRealPath()
                                        + "/.payload_import.lock: wait until it finishes\n"));
                pipe.write(large, large.length - 1, 1);
            }
            assertThat(first.waitFor()).as(Files.readString(log)).isZero();
        } finally {
            Files.delete(log);
        }
        assertThat(destination.resolve("large")).hasBinaryContent(content);
        assertThat(Run.files(destination)).containsOnlyKeys("large");
    }

    @Test
    void reportsOutputThatCannotBeWritten() throws Exception {
        JarRun run = sh("\"$@\" > /dev/full", JarRun.command(HEAP, "--list", image));
        assertThat(run).isEqualTo(new JarRun(1, "", "payload-import: cannot write to standard output\n"));
    }

    @Test
    void readsFileOnStandardInputInPlace() throws Exception {
        JarRun run = sh("\"$@\" < '" + image + "'", JarRun.command(HEAP, "-", destination));
        assertThat(run.exitCode()).isZero();
        assertImported();
    }

    @Test
    void importsMaximumNumberOfFilesWith64MebibytesOfHeap() throws Exception {
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
        assertThat(run.err())
                .isEqualTo("payload-import: warning: " + image
                        + " has no checksums: the content of the files cannot be verified\n");
        assertThat(run.exitCode()).isZero();
        try (var files = Files.list(destination)) {
            assertThat(files.count()).isEqualTo(MANY + 1);
        }
    }

    private static TestImage threeHundredFiles() {
        TestImage many = TestImage.u64();
        for (int i = 0; i < 300; i++) {
            many.with("file-" + i, "content of " + i);
        }
        return many;
    }

    @Test
    void importsWithLowLimitOfOpenFiles() throws Exception {
        threeHundredFiles().write(image);
        JarRun run = sh("ulimit -n 200; exec \"$@\"", JarRun.command(HEAP, "--device", image, destination));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(Run.files(destination)).hasSize(300).containsEntry("file-299", "content of 299");
    }

    /** With -Xss1g, each thread needs 1 GiB of address space. The JVM itself starts about ten threads. */
    @Test
    void leavesOnlyCompleteFilesIfThreadsCannotBeStarted() throws Exception {
        threeHundredFiles().write(image);
        List<String> command = JarRun.command(HEAP, "--threads", "64", "--device", image, destination);
        command.add(1, "-Xss1g");
        JarRun run = sh("ulimit -v 15000000; exec \"$@\"", command);
        assertThat(run.err())
                .isEqualTo("payload-import: the system cannot start more threads: lower --threads, or raise the process"
                        + " limit\n");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(Run.files(destination))
                .allSatisfy((name, content) ->
                        assertThat(content).isEqualTo("content of " + name.substring("file-".length())));
        assertThat(destination.resolve(".payload_imported")).doesNotExist();
    }

    @Test
    void reportsHeapTooSmallForIndex() throws Exception {
        TestImage many = TestImage.u64();
        for (int i = 0; i < 60_000; i++) {
            many.with("package-" + i + "-with-a-name-of-usual-length.tar.xz", "");
        }
        Files.write(image, many.plain());
        JarRun run = JarRun.of("4m", "--device", image, destination);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("payload-import: not enough heap for this image: run java with a larger -Xmx\n");
        assertThat(Run.files(destination)).isEmpty();
    }
}
