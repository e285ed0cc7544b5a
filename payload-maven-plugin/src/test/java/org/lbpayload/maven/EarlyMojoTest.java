// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lbpayload.format.Layout;
import org.lbpayload.maven.image.ImageRequest;
import org.lbpayload.maven.image.ImageSource;
import org.lbpayload.maven.io.LockFile;
import org.lbpayload.maven.it.Images;
import org.lbpayload.maven.it.TestFiles;

class EarlyMojoTest {
    @TempDir
    Path basedir;

    private Path image;
    private Path target;
    private Path initramfs;
    private Path diskImage;
    private MavenSession session;

    @BeforeEach
    void buildImage() throws Exception {
        target = basedir.resolve("target");
        image = target.resolve("payload.img");
        initramfs = target.resolve("early.cpio.gz");
        diskImage = target.resolve("early.img");
        session = newSession();
        write("init", "#!/bin/sh\n");
        try (ZipOutputStream importer = new ZipOutputStream(Files.newOutputStream(basedir.resolve("importer.jar")))) {
            importer.putNextEntry(new ZipEntry("payload-import.c"));
        }
        build(image);
    }

    @Test
    @Timeout(60)
    void readsConfigurationAfterWaitingForOtherRun() throws Exception {
        Path config = write("bootstrap.cfg", "JOBS=1\n");
        EarlyMojo goal = goal("one");
        Goals.set(goal, "bootstrapConfig", config.toFile());
        FutureTask<Void> run = new FutureTask<>(() -> {
            goal.execute();
            return null;
        });
        Thread thread = new Thread(run, "early");

        LockFile.<Void, IOException>whileHeld(LockFile.of(target.resolve("early")), () -> {}, () -> {
            thread.start();
            while (thread.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
            Files.writeString(config, "JOBS=2\n");
            return null;
        });
        run.get();

        assertThat(target.resolve("early/steps/bootstrap.cfg")).hasContent("JOBS=2\nPAYLOAD_REQUIRED=True\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 86_401})
    void refusesWaitThatImportersRefuse(int seconds) {
        EarlyMojo goal = goal("one");
        Goals.set(goal, "importWait", seconds);

        assertFails(goal, "<importWait>: expected 0 to 86400 seconds, found " + seconds + ": correct it");
    }

    @Test
    void deletesDefaultImagesOfEarlierRunIfRunFails() throws Exception {
        Path steps = checkout();
        EarlyMojo goal = goal("one");
        packInitramfs(goal);
        Goals.set(goal, "stepsDirectories", List.of(steps.toFile()));
        goal.execute();
        assertThat(initramfs).exists();
        assertThat(diskImage).exists();
        session = newSession();
        Files.delete(basedir.resolve("distfiles/early.tar"));

        EarlyMojo failing = goal("one");
        packInitramfs(failing);
        Goals.set(failing, "stepsDirectories", List.of(steps.toFile()));
        assertFails(failing, "early.tar does not exist: run lbpayload:fetch");

        assertThat(initramfs).doesNotExist();
        assertThat(diskImage).doesNotExist();
        assertThat(target.resolve("early")).exists();
    }

    @Nested
    class TwoExecutions {
        @Test
        void keepsInitramfsOfOtherExecution() throws Exception {
            EarlyMojo packing = goal("packing");
            packInitramfs(packing);
            EarlyMojo plain = goal("plain");
            Goals.set(plain, "earlyDirectory", file("target/plain"));

            packing.execute();
            plain.execute();

            assertThat(initramfs).exists();
            session = newSession();
            goal("plain").execute();
            assertThat(initramfs).doesNotExist();
        }

        @Test
        void refusesSameDiskImage() throws Exception {
            Path steps = checkout();
            EarlyMojo one = goal("one");
            EarlyMojo two = goal("two");
            Goals.set(one, "stepsDirectories", List.of(steps.toFile()));
            Goals.set(two, "stepsDirectories", List.of(steps.toFile()));
            Goals.set(two, "earlyDirectory", file("target/two"));

            one.execute();

            assertFails(two, " both write " + diskImage + ": give each execution a different <earlyImage>, or run");
            assertThat(target.resolve("two")).doesNotExist();
            Goals.set(two, "earlyImage", file("target/two.img"));
            two.execute();
            assertThat(diskImage).exists();
            assertThat(target.resolve("two.img")).exists();
        }
    }

    @Nested
    class Inputs {
        @Test
        void refusesInitramfsThatReplacesPayloadImage() throws Exception {
            byte[] content = Files.readAllBytes(image);
            EarlyMojo goal = goal("one");
            packInitramfs(goal);
            Goals.set(goal, "initramfsFile", image.toFile());

            assertFails(goal, "<initramfsFile>: cannot write " + image + ", because that would replace " + image);
            assertThat(image).hasBinaryContent(content);
            assertThat(target.resolve("early")).doesNotExist();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "target/payload.img",
                    "target/more.img",
                    "init",
                    "my.cfg",
                    "distfiles/early.tar",
                    "target/early.cpio.gz"
                })
        void refusesDiskImageThatReplacesOtherFile(String output) throws Exception {
            Path steps = checkout();
            write("my.cfg", "");
            build(target.resolve("more.img"));
            EarlyMojo goal = goal("one");
            packInitramfs(goal);
            Goals.set(goal, "stepsDirectories", List.of(steps.toFile()));
            Goals.set(goal, "bootstrapConfig", file("my.cfg"));
            Goals.set(goal, "payloads", List.of(new PayloadItem(file("target/more.img"), null, "/external/more")));
            Goals.set(goal, "earlyImage", file(output));

            assertFails(goal, "<earlyImage>: cannot write " + file(output) + ", because that would replace ");
            assertThat(target.resolve("early")).doesNotExist();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "checkout/steps/manifest",
                    "checkout/steps/new.img",
                    "checkout/builder-hex0/builder-hex0-x86-stage1.hex0",
                    "checkout/seed/stage0-posix/kaem.x86",
                    "distfiles/late.tar",
                    "target/early",
                    "target/early/early.img",
                    "notes.txt",
                    "target",
                })
        void refusesDiskImageThatReplacesFileOfAnotherProgram(String output) throws Exception {
            Path steps = checkout();
            write("notes.txt", "mine");
            EarlyMojo goal = goal("one");
            Goals.set(goal, "stepsDirectories", List.of(steps.toFile()));
            Goals.set(goal, "earlyImage", file(output));

            assertFails(goal, "<earlyImage>: cannot write " + file(output));
            assertThat(basedir.resolve("notes.txt")).hasContent("mine");
            assertThat(basedir.resolve("distfiles/late.tar")).hasContent("late");
            assertThat(target.resolve("early")).doesNotExist();
        }

        @ParameterizedTest
        @ValueSource(strings = {"overlay/init", "target/early", "target/early/boot/x.cpio.gz", "distfiles"})
        void refusesInitramfsThatReplacesOtherFile(String output) throws Exception {
            write("overlay/init", "mine");
            write("distfiles/a", "");
            EarlyMojo goal = goal("one");
            packInitramfs(goal);
            Goals.set(goal, "overlayFileSets", List.of(fileSet("overlay")));
            Goals.set(goal, "initramfsFile", file(output));

            assertFails(goal, "<initramfsFile>: cannot write " + file(output));
            assertThat(basedir.resolve("overlay/init")).hasContent("mine");
        }

        @Test
        void refusesToDeleteOverlayInEarlyDirectory() throws Exception {
            goal("one").execute();
            Path own = write("target/early/overlay/own", "mine");
            EarlyMojo goal = goal("one");
            packInitramfs(goal);
            Goals.set(goal, "overlayFileSets", List.of(fileSet("target/early/overlay")));

            assertFails(goal, "<earlyDirectory>: cannot write " + target.resolve("early"));
            assertThat(own).hasContent("mine");
        }

        @ParameterizedTest
        @ValueSource(strings = {"directory", "/dev/full"})
        void refusesDiskImageThatIsNotRegularFile(String output) throws Exception {
            Files.createDirectory(basedir.resolve("directory"));
            Path steps = checkout();
            EarlyMojo goal = goal("one");
            Goals.set(goal, "stepsDirectories", List.of(steps.toFile()));
            Goals.set(goal, "earlyImage", file(output));

            assertFails(goal, ": expected a regular file or nothing, found something else: name another path");
        }

        @Test
        void keepsFilesOfOtherProgramsAtDefaultPathsOfImages() throws Exception {
            Path archive = write("target/early.cpio.gz", "mine");
            Path disk = write("target/early.img", "mine");

            goal("one").execute();

            assertThat(archive).hasContent("mine");
            assertThat(disk).hasContent("mine");
        }

        @Test
        void namesPayloadWithoutChecksums() throws Exception {
            write("target/more.img", "LBPAYLD1\0\0\0\0");
            EarlyMojo goal = goal("one");
            Goals.set(goal, "payloads", List.of(new PayloadItem(file("target/more.img"), null, "/external/more")));

            assertFails(goal, "<payloads>: " + file("target/more.img") + " has no payload id");
        }

        @Test
        void refusesToReplaceDirectoryThatContainsPayloadImage() throws Exception {
            goal("one").execute();
            Path moved = Files.move(image, target.resolve("early/payload.img"));
            EarlyMojo goal = goal("one");
            Goals.set(goal, "imageFile", moved.toFile());

            assertFails(goal, "<earlyDirectory>: cannot write " + target.resolve("early"));
            assertThat(moved).exists();
        }

        @Test
        void keepsPayloadImageAtDefaultPathOfDiskImage() throws Exception {
            build(diskImage);
            EarlyMojo goal = goal("one");
            Goals.set(goal, "classifier", "early");

            goal.execute();

            assertThat(diskImage).exists();
        }
    }

    private FileSet fileSet(String directory) {
        FileSet fileSet = new FileSet();
        fileSet.setDirectory(file(directory).toString());
        return fileSet;
    }

    private static void assertFails(AbstractPayloadMojo goal, String message) {
        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining(message);
    }

    private static MavenSession newSession() {
        return Goals.session(List.of(new MavenProject()));
    }

    private EarlyMojo goal(String execution) {
        EarlyMojo goal = Goals.configure(new EarlyMojo(), "early", execution, basedir, session);
        DefaultArtifact importer = new DefaultArtifact(
                "org.lbpayload", "payload-importer", "1", "runtime", "jar", null, new DefaultArtifactHandler("jar"));
        importer.setFile(file("importer.jar"));
        PluginDescriptor plugin = new PluginDescriptor();
        plugin.setArtifacts(List.of(importer));
        Goals.set(goal, "plugin", plugin);
        Goals.set(goal, "importWait", 30);
        Goals.set(goal, "splitBefore", "import_payload");
        Goals.set(goal, "distfilesDirectory", file("distfiles"));
        Goals.set(goal, "earlyImageSize", 0);
        return goal;
    }

    private void packInitramfs(EarlyMojo goal) {
        Goals.set(goal, "initramfs", true);
        Goals.set(goal, "initFile", file("init"));
    }

    /** Writes a checkout of live-bootstrap with its submodules. Returns the steps directory. */
    private Path checkout() throws IOException {
        write("distfiles/early.tar", "early");
        write("checkout/builder-hex0/builder-hex0-x86-stage1.hex0", "00".repeat(512));
        write("checkout/builder-hex0/builder-hex0-x86-stage2.hex0", "#".repeat(88_615));
        write("checkout/seed/stage0-posix/kaem.x86", "");
        write("distfiles/late.tar", "late");
        for (String step : List.of("early", "late")) {
            String sha256 = TestFiles.sha256(step.getBytes(StandardCharsets.US_ASCII));
            write(
                    "checkout/steps/" + step + "/sources",
                    "f https://upstream.invalid/" + step + ".tar " + sha256 + "\n");
        }
        return write(
                        "checkout/steps/manifest",
                        "build: early\nbuild: payload-import-1.0\njump: fiwix\nimprove: import_payload\n"
                                + "build: late\n")
                .getParent();
    }

    private File file(String path) {
        return basedir.resolve(path).toFile();
    }

    private Path write(String path, String content) throws IOException {
        Path file = basedir.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private void build(Path file) throws Exception {
        ImageSource source = new ImageSource("init", basedir.resolve("init"), "<files>", Optional.empty());
        Images.build(file, new ImageRequest(List.of(source), new ImageRequest.Settings(Layout.U64, true, "1"), false));
    }
}
