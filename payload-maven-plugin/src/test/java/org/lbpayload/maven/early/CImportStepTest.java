// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lbpayload.format.PayloadId;

/** Tests that run the steps of the C importer in live-bootstrap's shells. Fake programs print their arguments. */
class CImportStepTest {
    private static final String ID = "0123456789abcdef".repeat(4);
    private static final List<PayloadImport> IMPORTS =
            List.of(new PayloadImport(PayloadId.parse(ID), PayloadImport.DISTFILES));

    @TempDir
    Path directory;

    private Path jar;

    @BeforeEach
    void makeJar() throws IOException {
        jar = directory.resolve("importer.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("payload-import.c"));
            out.write("int main(void) { return 0; }\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kaem --strict --file", "bash", "dash", "busybox sh"})
    void callsImporterWithPinnedId(String shell) throws Exception {
        program("payload-import", "echo payload-import \"$@\"");

        Result result = run(shell, ImportStep.SCRIPT);

        assertThat(result.status()).isZero();
        assertThat(result.output())
                .contains("payload-import --wait 30 --id " + ID + " " + directory.resolve("distfiles"));
        assertThat(directory.resolve("distfiles")).isDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kaem --strict --file", "kaem --file", "bash", "dash", "busybox sh"})
    void failsIfImporterFails(String shell) throws Exception {
        program("payload-import", "exit 2");

        assertThat(run(shell, ImportStep.SCRIPT).status()).isNotZero();
    }

    @Test
    void stopsCallerOnFailureWhenBashSourcesIt() throws Exception {
        program("payload-import", "exit 1");
        Path step = extract(ImportStep.SCRIPT);

        assertThat(start("bash", "-c", "set -e; . " + step + "; echo after")).isEqualTo(new Result(1, ""));
    }

    @Test
    void returnsToCallerWhenBashSourcesIt() throws Exception {
        program("payload-import", "true");
        Path step = extract(ImportStep.SCRIPT);

        assertThat(start("bash", "-c", "set -e; . " + step + "; echo after $-"))
                .extracting(Result::output)
                .isEqualTo("after ehBc\n");
    }

    @Test
    void compilesImporterUnderKaem() throws Exception {
        program("tcc", "echo tcc \"$@\"; cp \"$7\" \"$6\"");
        extract(ImportStep.BUILD_STEP + "/src/payload-import.c");

        Result result = run("kaem --strict --file", ImportStep.BUILD_STEP + "/pass1.kaem");

        assertThat(result.status()).isZero();
        assertThat(result.output())
                .contains("tcc -m32 -march=i386 -std=c89 -static -o " + directory
                        + "/bin/payload-import src/payload-import.c\n");
    }

    @Test
    void failsUnderKaemIfCompilerFails() throws Exception {
        program("tcc", "exit 1");

        assertThat(run("kaem --strict --file", ImportStep.BUILD_STEP + "/pass1.kaem")
                        .status())
                .isNotZero();
    }

    @Test
    void containsNothingThatKaemMisreads() throws Exception {
        for (String file : List.of(ImportStep.SCRIPT, ImportStep.BUILD_STEP + "/pass1.kaem")) {
            String text = Files.readString(extract(file));
            assertThat(text).endsWith("\n").isASCII();
            assertThat(text.lines().filter(line -> !line.startsWith("#")))
                    .noneMatch(line -> line.matches(".*([|&;<>()\\[\\]'\\\\`]|\\$[^{]).*"));
        }
    }

    @Test
    void importsEachPayloadIntoItsDirectory() throws Exception {
        List<PayloadImport> imports =
                List.of(IMPORTS.get(0), new PayloadImport(PayloadId.parse("f".repeat(64)), "/external/repo"));

        byte[] script = ImportStep.c(jar, imports, 0).files().get(ImportStep.SCRIPT);

        assertThat(new String(script, StandardCharsets.US_ASCII))
                .endsWith("mkdir -p ${DISTFILES}\npayload-import --wait 0 --id " + ID + " ${DISTFILES}\n"
                        + "mkdir -p /external/repo\npayload-import --wait 0 --id " + "f".repeat(64)
                        + " /external/repo\n");
    }

    @Test
    void rejectsJarWithoutSource() throws Exception {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("other"));
        }

        assertThatThrownBy(() -> ImportStep.c(jar, IMPORTS, 30))
                .isInstanceOf(EarlyException.class)
                .hasMessageContaining("does not contain payload-import.c");
    }

    private Result run(String shell, String file) throws Exception {
        Path step = extract(file);
        List<String> command = new ArrayList<>(List.of(shell.split(" ")));
        command.add(step.toString());
        return start(command.toArray(String[]::new));
    }

    private Path extract(String file) throws Exception {
        ImportStep step = ImportStep.c(jar, IMPORTS, 30);
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.write(path, step.files().get(file));
    }

    private void program(String name, String body) throws IOException {
        Path program = directory.resolve("bin/" + name);
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Result start(String... command) throws IOException, InterruptedException {
        assumeTrue(isInstalled(command[0]), command[0] + " is not installed");
        Files.createDirectories(directory.resolve("bin"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Path build = directory.resolve(ImportStep.BUILD_STEP);
        builder.directory((Files.isDirectory(build) ? build : directory).toFile());
        builder.environment().put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("DISTFILES", directory.resolve("distfiles").toString());
        builder.environment().put("BINDIR", directory.resolve("bin").toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private record Result(int status, String output) {}
}
