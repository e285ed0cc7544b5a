// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lbpayload.format.PayloadId;
import org.lbpayload.format.Sha256;
import org.lbpayload.maven.image.ImageSource;

class EarlyRootTest {

    private static final Instant TIMESTAMP = Instant.parse("2026-11-22T00:00:00Z");
    private static final PayloadId ID = PayloadId.parse("0123456789abcdef".repeat(4));

    @TempDir
    Path folder;

    private Path early;
    private Path importer;
    private Path config;

    @BeforeEach
    void prepare() throws IOException {
        early = folder.resolve("target/early");
        Files.createDirectories(early.getParent());
        importer = write("importer.jar", "jar");
        config = write("bootstrap.cfg", "A=1\nPAYLOAD_REQUIRED=False\nB=2\n");
    }

    @Test
    void laysOutDistfilesImporterStepAndConfiguration() throws Exception {
        EarlyRoot.layOut(plan(distfile("b.tar", "bee"), distfile("a.tar", "ay")), early);

        assertThat(list(early))
                .containsExactly(
                        "external rwxr-xr-x",
                        "external/distfiles rwxr-xr-x",
                        "external/distfiles/a.tar rw-r--r--",
                        "external/distfiles/b.tar rw-r--r--",
                        "external/payload-importer.jar rw-r--r--",
                        "steps rwxr-xr-x",
                        "steps/bootstrap.cfg rw-r--r--",
                        "steps/improve rwxr-xr-x",
                        "steps/improve/import_payload.sh rwxr-xr-x");
        assertThat(early.resolve("external/distfiles/b.tar")).hasContent("bee");
        assertThat(early.resolve("external/payload-importer.jar")).hasContent("jar");
        assertThat(Files.readString(early.resolve("steps/bootstrap.cfg")))
                .isEqualTo("A=1\nPAYLOAD_REQUIRED=True\nB=2\n");
        assertThat(Files.readString(early.resolve("steps/improve/import_payload.sh")))
                .isEqualTo(ImportStep.script(ID, ""));
        assertThat(Files.getLastModifiedTime(early.resolve("steps")).toInstant())
                .isEqualTo(TIMESTAMP);
    }

    @Test
    void isReplacedByTheNextRun() throws Exception {
        EarlyRoot.layOut(plan(distfile("old.tar", "old")), early);
        EarlyRoot.layOut(plan(distfile("new.tar", "new")), early);

        assertThat(early.resolve("external/distfiles")).isDirectoryContaining("glob:**/new.tar");
        assertThat(early.resolve("external/distfiles/old.tar")).doesNotExist();
        assertThat(early.getParent()).isDirectoryNotContaining("glob:**/{,.}early?*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "external/distfiles/mine.tar",
                "external/mine/notes",
                "external/runtime/mine",
                "steps/improve/mine.sh",
                "steps/bootstrap.cfg"
            })
    void isNotReplacedWhereSomethingWasAddedOrChanged(String name) throws Exception {
        EarlyRoot.layOut(plan(distfile("old.tar", "old")), early);
        Path mine = write("target/early/" + name, "mine");

        assertThatThrownBy(() -> EarlyRoot.layOut(plan(distfile("new.tar", "new")), early))
                .isInstanceOf(EarlyException.class)
                .hasMessageContaining("was added or changed since the early root was laid out");
        assertThat(mine).hasContent("mine");
        assertThat(early.resolve("external/distfiles/old.tar")).hasContent("old");
    }

    @Test
    void isNotReplacedWhereItsStepWasEdited() throws Exception {
        EarlyRoot.layOut(plan(distfile("a.tar", "a")), early);
        Path step = early.resolve("steps/improve/import_payload.sh");
        Files.writeString(step, Files.readString(step) + "echo mine\n");

        assertThatThrownBy(() -> EarlyRoot.layOut(plan(), early))
                .hasMessageStartingWith(step + " was added or changed since the early root was laid out");
        assertThat(step).content().endsWith("echo mine\n");
    }

    @Test
    void isNotReplacedWhereALinkOrAFolderWasAdded() throws Exception {
        EarlyRoot.layOut(plan(), early);
        Path link = Files.createSymbolicLink(early.resolve("external/distfiles/link"), Path.of("elsewhere"));
        assertThatThrownBy(() -> EarlyRoot.layOut(plan(), early)).hasMessageStartingWith(link + " was added");
        Files.delete(link);
        Path added = Files.createDirectory(early.resolve("external/distfiles/added"));
        assertThatThrownBy(() -> EarlyRoot.layOut(plan(), early)).hasMessageStartingWith(added + " was added");
        Files.delete(added);
        EarlyRoot.layOut(plan(), early);
    }

    @Test
    void aFailedRunLeavesWhatWasThere() throws Exception {
        EarlyRoot.layOut(plan(distfile("a.tar", "ay")), early);
        List<String> before = list(early);
        ImageSource wrong = source("b.tar", write("b.tar", "other"), "0".repeat(64));

        assertThatThrownBy(() -> EarlyRoot.layOut(plan(wrong), early))
                .isInstanceOf(EarlyException.class)
                .hasMessageContaining("b.tar")
                .hasMessageContaining("pin " + "0".repeat(64))
                .hasMessageContaining(Sha256.hex(Sha256.newDigest().digest("other".getBytes(StandardCharsets.UTF_8))));
        assertThat(list(early)).isEqualTo(before);
        assertThat(early.getParent()).isDirectoryNotContaining("glob:**/{,.}early?*");
    }

    @Test
    void aFailedFirstRunLeavesNothing() throws Exception {
        ImageSource missing = source("b.tar", folder.resolve("b.tar"), "0".repeat(64));

        assertThatThrownBy(() -> EarlyRoot.layOut(plan(missing), early))
                .isInstanceOf(EarlyException.class)
                .hasMessage("the early distfile " + folder.resolve("b.tar")
                        + " is not there; run lbpayload:fetch, or name the folder that has it as <distfilesDirectory>");
        assertThat(early.getParent()).isEmptyDirectory();
    }

    @Test
    void leavesWhatStandsBesideIt() throws Exception {
        Path old = write("target/early.old/precious", "precious");
        Path fresh = write("target/early.new/precious", "precious");

        EarlyRoot.layOut(plan(), early);
        EarlyRoot.layOut(plan(), early);

        assertThat(old).hasContent("precious");
        assertThat(fresh).hasContent("precious");
    }

    @Test
    void refusesToReplaceAFolderThatIsNoEarlyRoot() throws Exception {
        Path pom = write("target/early/pom.xml", "<project/>");

        assertThatThrownBy(() -> EarlyRoot.layOut(plan(), early))
                .isInstanceOf(EarlyException.class)
                .hasMessageContaining("[pom.xml]");
        assertThat(pom).exists();
    }

    @Test
    void refusesToReplaceACheckoutThatLooksAlike() throws Exception {
        write("target/early/external/distfiles/precious.tar", "precious");
        Path step = write("target/early/steps/improve/import_payload.sh", "#!/bin/sh\n");

        assertThatThrownBy(() -> EarlyRoot.layOut(plan(), early)).isInstanceOf(EarlyException.class);
        assertThat(step).exists();
    }

    @Test
    void refusesAFileInTheWay() throws Exception {
        write("target/early", "file");

        assertThatThrownBy(() -> EarlyRoot.layOut(plan(), early))
                .isInstanceOf(EarlyException.class)
                .hasMessageContaining("is no folder");
        assertThat(early).hasContent("file");
    }

    @Test
    void refusesADistfileListedTwice() {
        assertThatThrownBy(() -> EarlyRoot.layOut(plan(distfile("a", "ay"), distfile("a", "ay")), early))
                .isInstanceOf(EarlyException.class)
                .hasMessageContaining("listed twice");
    }

    @Test
    void withARuntimeItBringsAJavaThatRuns() throws Exception {
        EarlyRootPlan plan = new EarlyRootPlan(List.of(), importer, ID, Optional.empty(), true, TIMESTAMP);

        EarlyRoot.layOut(plan, early);
        Path again = folder.resolve("target/again");
        EarlyRoot.layOut(plan, again);

        Path java = early.resolve("external/runtime/bin/java");
        Process modules = new ProcessBuilder(java.toString(), "--list-modules").start();
        assertThat(new String(modules.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .matches("java\\.base@\\S+\\n");
        assertThat(modules.waitFor()).isZero();
        assertThat(list(again)).isEqualTo(list(early));
        for (Path file : files(early)) {
            assertThat(again.resolve(early.relativize(file))).hasSameBinaryContentAs(file);
        }
    }

    private EarlyRootPlan plan(ImageSource... distfiles) {
        return new EarlyRootPlan(List.of(distfiles), importer, ID, Optional.of(config), false, TIMESTAMP);
    }

    private ImageSource distfile(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Path source = write("distfiles/" + name, content);
        Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rwx------"));
        return source(name, source, Sha256.hex(Sha256.newDigest().digest(bytes)));
    }

    private static ImageSource source(String name, Path path, String sha256) {
        return new ImageSource(name, path, "<stepsDirectories>", Optional.of(sha256));
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
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
