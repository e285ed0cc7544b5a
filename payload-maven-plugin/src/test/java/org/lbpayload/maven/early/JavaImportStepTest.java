// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lbpayload.format.PayloadId;

/** Tests that run the import step for the Java importer in several shells. Fake programs print their arguments. */
class JavaImportStepTest {

    private static final String ID = "0123456789abcdef".repeat(4);
    private static final PayloadImport DISTFILES = new PayloadImport(PayloadId.parse(ID), PayloadImport.DISTFILES);

    @TempDir
    Path root;

    private Path step;

    // Defines a shell function, because busybox prefers its own mknod to a program in the PATH.
    private static final String FAKE_MKNOD = "mknod() { echo mknod \"$@\"; }; . $STEP";

    @BeforeEach
    void layOut() throws IOException {
        step = root.resolve("import_payload.sh");
        Files.writeString(step, ImportStep.javaScript(List.of(DISTFILES), 30, root.toString()));
        program("java", "echo java \"$@\"; exit ${JAVA_STATUS:-0}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "bash --posix", "busybox sh"})
    void callsImporterWithPinnedIdIfPayloadIsRequired(String shell) throws Exception {
        assertThat(run(shell, Map.of("PAYLOAD_REQUIRED", "True"), "$STEP"))
                .isEqualTo(new Result(0, importerCalledBy("java")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "bash --posix", "busybox sh"})
    void doesNothingIfPayloadIsNotRequired(String shell) throws Exception {
        assertThat(run(shell, Map.of(), "$STEP")).isEqualTo(new Result(0, ""));
        assertThat(run(shell, Map.of("PAYLOAD_REQUIRED", "False"), "$STEP")).isEqualTo(new Result(0, ""));
        assertThat(run(shell, Map.of("PAYLOAD_REQUIRED", "true"), "$STEP")).isEqualTo(new Result(0, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "bash --posix", "busybox sh"})
    void readsConfigurationIfVariableIsUnset(String shell) throws Exception {
        write("steps/bootstrap.cfg", "PAYLOAD_REQUIRED=True\n");

        assertThat(run(shell, Map.of(), "$STEP")).isEqualTo(new Result(0, importerCalledBy("java")));
        assertThat(run(shell, Map.of("PAYLOAD_REQUIRED", "False"), "$STEP")).isEqualTo(new Result(0, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "bash --posix", "busybox sh"})
    void returnsStatusOfImporter(String shell) throws Exception {
        Map<String, String> environment = Map.of("PAYLOAD_REQUIRED", "True", "JAVA_STATUS", "2");

        assertThat(run(shell, environment, "$STEP").status()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "bash --posix", "busybox sh"})
    void neitherEndsNorChangesCallerWhenSourced(String shell) throws Exception {
        write("steps/bootstrap.cfg", "PAYLOAD_REQUIRED=False\nLEAK=leaked\n");

        assertThat(run(shell, Map.of(), "-c", "set -eu; . $STEP; echo after $? ${LEAK-} ${root-}"))
                .isEqualTo(new Result(0, "after 0\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "bash --posix", "busybox sh"})
    void stopsCallerOnFailureWhenSourcedUnderSetE(String shell) throws Exception {
        Map<String, String> environment = Map.of("PAYLOAD_REQUIRED", "True", "JAVA_STATUS", "1");

        assertThat(run(shell, environment, "-c", "set -eu; . $STEP; echo after"))
                .isEqualTo(new Result(1, importerCalledBy("java")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "bash --posix", "busybox sh"})
    void createsMissingNodesOfDisksAndPartitionsFromSysfs(String shell) throws Exception {
        write("sys/block/sda/dev", "8:0\n");
        write("sys/block/sda/queue/dev", "1:1\n");
        write("sys/block/sda/sda1/dev", "8:1\n");
        write("sys/block/sda/sda1/partition", "1\n");
        write("sys/block/nvme0n1/dev", "259:0\n");
        write("sys/block/nvme0n1/device/dev", "243:0\n");
        write("sys/block/cciss!c0d0/dev", "104:0\n");
        write("proc/partitions", "major minor  #blocks  name\n\n   8       16       4096 sdb\n");

        assertThat(run(shell, Map.of("PAYLOAD_REQUIRED", "True"), "-c", FAKE_MKNOD)
                        .output())
                .isEqualTo("mknod " + root + "/dev/nvme0n1 b 259 0\n"
                        + "mknod " + root + "/dev/sda b 8 0\n"
                        + "mknod " + root + "/dev/sda1 b 8 1\n"
                        + importerCalledBy("java"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "bash --posix", "busybox sh"})
    void createsNodesFromProcWithoutSysfs(String shell) throws Exception {
        write(
                "proc/partitions",
                "major minor  #blocks  name\n\n   8       16       4096 sdb\n   8       17 2048 sdb1\n");

        assertThat(run(shell, Map.of("PAYLOAD_REQUIRED", "True"), "-c", FAKE_MKNOD)
                        .output())
                .isEqualTo("mknod " + root + "/dev/sdb b 8 16\n"
                        + "mknod " + root + "/dev/sdb1 b 8 17\n"
                        + importerCalledBy("java"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "bash --posix", "busybox sh"})
    void continuesIfNodeCannotBeCreated(String shell) throws Exception {
        write("sys/block/sda/dev", "8:0\n");

        assertThat(run(shell, Map.of("PAYLOAD_REQUIRED", "True"), "-c", "set -eu; mknod() { return 1; }; . $STEP"))
                .isEqualTo(new Result(0, importerCalledBy("java")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "bash --posix", "busybox sh"})
    void continuesWhenDiskVanishesFromSysfs(String shell) throws Exception {
        write("sys/block/sda/dev", "8:0\n");
        write("sys/block/sdb/dev", "");
        Files.createDirectories(root.resolve("sys/block/sdc"));
        Files.createSymbolicLink(root.resolve("sys/block/sdd"), Path.of("vanished"));

        assertThat(run(shell, Map.of("PAYLOAD_REQUIRED", "True"), "-c", "set -eu; " + FAKE_MKNOD + "; echo after"))
                .isEqualTo(new Result(0, "mknod " + root + "/dev/sda b 8 0\n" + importerCalledBy("java") + "after\n"));
    }

    @Test
    void prefersRuntimeOfEarlyRoot() throws Exception {
        write("external/runtime/bin/java", "#!/bin/sh\necho own \"$@\"\n");
        Files.setPosixFilePermissions(
                root.resolve("external/runtime/bin/java"), PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(run("dash", Map.of("PAYLOAD_REQUIRED", "True"), "$STEP"))
                .isEqualTo(new Result(0, importerCalledBy("own")));
    }

    @Test
    void runsJavaInUtf8Locale() throws Exception {
        program("java", "echo $LC_ALL");
        assertThat(run("sh", Map.of("PAYLOAD_REQUIRED", "True", "LC_ALL", "C"), "$STEP")
                        .output())
                .isEqualTo("C.UTF-8\n");
    }

    @Test
    void importsSeveralPayloadsUntilOneFails() throws Exception {
        PayloadImport more = new PayloadImport(PayloadId.parse("f".repeat(64)), "/external/repo");
        Files.writeString(step, ImportStep.javaScript(List.of(DISTFILES, more), 30, root.toString()));

        assertThat(run("dash", Map.of("PAYLOAD_REQUIRED", "True"), "$STEP").output())
                .isEqualTo(importerCalledBy("java")
                        + importerCalledBy("java").replace(ID, "f".repeat(64)).replace("/distfiles", "/repo"));
        assertThat(run("dash", Map.of("PAYLOAD_REQUIRED", "True", "JAVA_STATUS", "2"), "$STEP"))
                .isEqualTo(new Result(2, importerCalledBy("java")));
    }

    @Test
    void usesAbsolutePathsOnTarget() {
        assertThat(ImportStep.javaScript(List.of(DISTFILES), 30, ""))
                .contains("\nroot=''\n", "\nimport_payload " + ID + " /external/distfiles\n");
    }

    private String importerCalledBy(String java) {
        return java + " -jar " + root + "/external/payload-importer.jar --wait 30 --id " + ID + " " + root
                + "/external/distfiles\n";
    }

    private void program(String name, String body) throws IOException {
        write("path/" + name, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(root.resolve("path/" + name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void write(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private Result run(String shell, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(shell.split(" ")));
        for (String argument : arguments) {
            command.add(argument.replace("$STEP", step.toString()));
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("PAYLOAD_REQUIRED");
        builder.environment().putAll(environment);
        builder.environment().put("PATH", root.resolve("path") + ":" + System.getenv("PATH"));
        assumeTrue(isInstalled(command.get(0)), command.get(0) + " is not installed");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private record Result(int status, String output) {}
}
