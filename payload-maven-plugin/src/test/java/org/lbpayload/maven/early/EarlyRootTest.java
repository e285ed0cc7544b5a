// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.format.Sha256;
import org.lbpayload.maven.image.ImageSource;
import org.lbpayload.maven.io.GoalException;
import org.lbpayload.maven.io.LockFile;

class EarlyRootTest {
    private static final Instant TIMESTAMP = Instant.parse("2026-11-22T00:00:00Z");
    private static final String STEP = "steps/improve/import_payload.sh";

    @TempDir
    Path directory;

    private Path early;

    @BeforeEach
    void chooseDestination() {
        early = directory.resolve("target/early");
    }

    @Test
    void laysOutDistfilesStepAndConfiguration() throws Exception {
        layOut(plan(distfile("b.tar", "bee"), distfile("a.tar", "ay")));

        assertThat(list(early))
                .containsExactly(
                        ".lbpayload-early rw-r--r--",
                        "external rwxr-xr-x",
                        "external/distfiles rwxr-xr-x",
                        "external/distfiles/a.tar rw-r--r--",
                        "external/distfiles/b.tar rw-r--r--",
                        "steps rwxr-xr-x",
                        "steps/bootstrap.cfg rw-r--r--",
                        "steps/improve rwxr-xr-x",
                        "steps/improve/import_payload.sh rwxr-xr-x",
                        "steps/more rwxr-xr-x",
                        "steps/more/pass1.kaem rw-r--r--");
        assertThat(early.resolve("external/distfiles/b.tar")).hasContent("bee");
        assertThat(early.resolve("steps/bootstrap.cfg")).hasContent("A=1\n");
        assertThat(Files.getLastModifiedTime(early.resolve("steps")).toInstant())
                .isEqualTo(TIMESTAMP);
    }

    @Test
    void passesFinishedDirectoryToPacking() throws Exception {
        layOut(plan(root -> {
            assertThat(root).isEqualTo(early);
            assertThat(root.resolve(STEP)).exists();
            assertThat(LockFile.of(early)).exists();
        }));

        assertThat(LockFile.of(early)).doesNotExist();
    }

    @Test
    void refusesFileSystemWithoutPosixPermissions() throws IOException {
        // Like a file system on Windows, the file system of a zip file has no POSIX permissions.
        Map<String, String> create = Map.of("create", "true");
        try (FileSystem zip = FileSystems.newFileSystem(directory.resolve("zip"), create)) {
            Path destination = zip.getPath("/target/early");

            assertThatThrownBy(() -> EarlyRoot.layOut(destination, () -> {}, this::plan))
                    .isInstanceOf(EarlyException.class)
                    .hasMessageEndingWith("the file system has no POSIX permissions:"
                            + " run lbpayload:early on Linux or macOS, or in WSL");
        }
    }

    @Nested
    class Replacing {
        @Test
        void replacesOwnDirectoryWithAllChanges() throws Exception {
            layOut(plan(distfile("old.tar", "old")));
            write("target/early/external/notes", "mine");
            Files.createSymbolicLink(early.resolve("link"), directory);

            layOut(plan(distfile("new.tar", "new")));

            assertThat(early.resolve("external/distfiles")).isDirectoryContaining("glob:**/new.tar");
            assertThat(early.resolve("external/distfiles/old.tar")).doesNotExist();
            assertThat(early.resolve("external/notes")).doesNotExist();
            assertThat(early.resolve("link")).doesNotExist();
            assertThat(names(early.getParent())).containsExactly("early");
            assertThat(directory).exists();
        }

        /** The parent can be {@code /tmp}, whose permissions must not change. */
        @Test
        void keepsPermissionsOfParent() throws Exception {
            layOut(plan());
            Files.setAttribute(early.getParent(), "unix:mode", 03777);

            layOut(plan());

            assertThat((int) Files.getAttribute(early.getParent(), "unix:mode") & 07777)
                    .isEqualTo(03777);
        }

        @Test
        void usesEmptyDirectory() throws Exception {
            Files.createDirectories(early);

            layOut(plan());

            assertThat(early.resolve(STEP)).exists();
        }

        @Test
        void refusesForeignDirectory() throws Exception {
            Path precious = write("target/early/external/distfiles/precious.tar", "precious");
            write("target/early/" + STEP, "# Generated by lbpayload:early.\n");

            assertThatThrownBy(() -> layOut(plan()))
                    .isInstanceOf(EarlyException.class)
                    .hasMessage("cannot replace " + early + ": the directory has no .lbpayload-early, so"
                            + " lbpayload:early did not create it: empty it, or name another <earlyDirectory>");
            assertThat(precious).hasContent("precious");
        }

        @Test
        void refusesDirectoryIfItsOwnFileIsLink() throws Exception {
            write("target/early/file", "mine");
            Files.createSymbolicLink(early.resolve(EarlyRoot.GENERATED), early.resolve("file"));

            assertThatThrownBy(() -> layOut(plan())).hasMessageContaining("did not create it");
        }

        @Test
        void refusesFile() throws Exception {
            write("target/early", "file");

            assertThatThrownBy(() -> layOut(plan())).hasMessageContaining("expected a directory, found something else");
            assertThat(early).hasContent("file");
        }

        @Test
        void deletesLeftoversOfKilledRunsButNothingElse() throws Exception {
            Path leftover = write("target/.early." + UUID.randomUUID() + ".part/new/file", "");
            Path neighbour = write("target/.early.mine.part/file", "precious");

            layOut(plan());

            assertThat(leftover.getParent().getParent()).doesNotExist();
            assertThat(neighbour).hasContent("precious");
        }
    }

    @Nested
    class Failing {
        @Test
        void keepsPreviousDirectory() throws Exception {
            layOut(plan(distfile("a.tar", "ay")));
            List<String> before = list(early);
            Path other = write("b.tar", "other");

            assertThatThrownBy(() -> layOut(plan(source("b.tar", other, "0".repeat(64)))))
                    .isInstanceOf(EarlyException.class)
                    .hasMessage("the early distfile " + other + " has the SHA-256 " + sha256("other")
                            + ", but its step pins " + "0".repeat(64)
                            + ": delete the file and run lbpayload:fetch");
            assertThat(list(early)).isEqualTo(before);
            assertThat(names(early.getParent())).containsExactly("early");
        }

        @Test
        void createsNoDirectory() {
            Path missing = directory.resolve("b.tar");

            assertThatThrownBy(() -> layOut(plan(source("b.tar", missing, "0".repeat(64)))))
                    .hasMessage("the early distfile " + missing + " does not exist: run lbpayload:fetch, or set"
                            + " <distfilesDirectory> to the directory of the distfile");
            assertThat(early.getParent()).isEmptyDirectory();
        }

        @Test
        void refusesDistfileThatIsDirectory() throws Exception {
            Path other = Files.createDirectory(directory.resolve("b.tar"));

            assertThatThrownBy(() -> layOut(plan(source("b.tar", other, "0".repeat(64)))))
                    .isInstanceOf(EarlyException.class)
                    .hasMessage("cannot read " + other + " for the early image: it is not a regular file");
        }

        @Test
        void refusesDistfileListedTwice() {
            assertThatThrownBy(() -> layOut(plan(distfile("a", "ay"), distfile("a", "ay"))))
                    .hasMessageContaining("listed twice");
        }
    }

    @Test
    void addsJavaRuntimeThatRuns() throws Exception {
        EarlyRootPlan plan = new EarlyRootPlan(
                List.of(),
                step("1"),
                BootstrapConfig.empty(),
                Optional.of(new JavaRuntime(true)),
                TIMESTAMP,
                root -> {});

        layOut(plan);

        Path java = early.resolve("external/runtime/bin/java");
        Process modules = new ProcessBuilder(java.toString(), "--list-modules").start();
        assertThat(new String(modules.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .matches("java\\.base@\\S+\\n");
        assertThat(modules.waitFor()).isZero();
        // The dynamic linker must be executable.
        assertThat(list(early)).anyMatch(line -> line.matches("lib\\S*/ld-\\S+ rwxr-xr-x"));
        assertThat(list(early)).anyMatch(line -> line.matches("(usr/)?lib\\S*/libc\\.\\S+ rw.r-.r-."));
        assertThat(list(early)).noneMatch(line -> line.contains("vdso"));
    }

    /** The main class of a process that lays out and packs early roots. All files in one root have the same content. */
    public static final class Run {
        private Run() {}

        public static void main(String[] arguments) throws GoalException {
            Path early = Path.of(arguments[1]);
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                run(arguments[0] + i, early);
            }
        }

        static void run(String content, Path early) throws GoalException {
            EarlyRoot.layOut(
                    early,
                    () -> {},
                    () -> new EarlyRootPlan(
                            List.of(), step(content), BootstrapConfig.empty(), Optional.empty(), TIMESTAMP, Run::pack));
        }

        private static void pack(Path root) throws GoalException {
            Initramfs initramfs = new Initramfs();
            initramfs.addTree(root, "", name -> name.startsWith("steps/"));
            InitramfsWriter.write(initramfs, TIMESTAMP, root.resolveSibling("early.cpio.gz"), () -> {});
        }
    }

    @Test
    void keepsConcurrentRunsOfSeveralProcessesApart() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Run.class.getName(),
                        "other",
                        early.toString(),
                        "20")
                .inheritIO()
                .start();
        for (int i = 0; i < 20; i++) {
            Run.run("this" + i, early);
            Set<String> contents = new TreeSet<>();
            LockFile.<Void, IOException>whileHeld(LockFile.of(early), () -> {}, () -> {
                contents.add(Files.readString(early.resolve(STEP)));
                contents.add(Files.readString(early.resolve("steps/more/pass1.kaem")));
                return null;
            });
            assertThat(contents).hasSize(1);
        }
        assertThat(other.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(other.exitValue()).isZero();
        assertThat(names(early.getParent())).containsExactly("early", "early.cpio.gz");
    }

    private void layOut(EarlyRootPlan plan) throws GoalException {
        EarlyRoot.layOut(early, () -> {}, () -> plan);
    }

    private EarlyRootPlan plan(ImageSource... distfiles) {
        return plan(root -> {}, distfiles);
    }

    private EarlyRootPlan plan(EarlyRootPlan.Packing packing, ImageSource... distfiles) {
        BootstrapConfig config = BootstrapConfig.of("A=1\n".getBytes(StandardCharsets.US_ASCII));
        return new EarlyRootPlan(List.of(distfiles), step("step"), config, Optional.empty(), TIMESTAMP, packing);
    }

    private static ImportStep step(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
        return new ImportStep(Map.of(STEP, bytes, "steps/more/pass1.kaem", bytes));
    }

    private ImageSource distfile(String name, String content) throws IOException {
        Path source = write("distfiles/" + name, content);
        Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rwx------"));
        return source(name, source, sha256(content));
    }

    private static ImageSource source(String name, Path path, String sha256) {
        return new ImageSource(name, path, "<stepsDirectories>", Optional.of(sha256));
    }

    private static String sha256(String content) {
        return Sha256.hex(Sha256.newDigest().digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    private Path write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static List<String> names(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static List<String> list(Path root) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.filter(p -> !p.equals(root)).sorted().toList()) {
                names.add(root.relativize(path) + " "
                        + PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)));
            }
        }
        return names;
    }
}
