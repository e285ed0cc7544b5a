// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.format.Layout;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.ImageRequest;
import org.lbpayload.maven.image.ImageSource;
import org.lbpayload.maven.it.Images;
import org.lbpayload.maven.it.TestFiles;

class ReportCollectorTest {
    private static final String MIRROR = "https://mirror.example/";

    @TempDir
    Path directory;

    private Path basedir;
    private Path image;
    private Path steps;

    @BeforeEach
    void project() throws IOException {
        basedir = Files.createDirectories(directory.resolve("project"));
        image = basedir.resolve("target/payload.img");
        steps = basedir.resolve("steps");
    }

    @Test
    void listsEntriesWithSizeAndSha256() throws Exception {
        build(true, source("b", "second", "<files>"), source("a", "first", "<files>"));

        PayloadReport report = report().collect();

        assertThat(report.title()).isEqualTo("title");
        assertThat(report.layout()).isEqualTo("u64");
        assertThat(report.payloadId()).contains(TestFiles.payloadId(TestFiles.digests(basedir.resolve("files"))));
        assertThat(report.files())
                .containsExactly(
                        payload("a", "first", "files/a"), //
                        payload("b", "second", "files/b"));
    }

    @Test
    void omitsSha256AndIdOfImageWithoutChecksums() throws Exception {
        build(false, source("a", "first", "<files>"));

        PayloadReport report = report().collect();

        assertThat(report.payloadId()).isEmpty();
        assertThat(report.files())
                .containsExactly(new ReportFile("a", 5, Optional.empty(), List.of("files/a"), ImageKind.PAYLOAD));
    }

    @Test
    void omitsOriginsOfImageFromElsewhere() throws Exception {
        build(true, source("a", "first", "<files>"));
        Files.delete(image.resolveSibling("payload.img.inputs"));

        assertThat(report().collect().files()).containsExactly(payload("a", "first"));
    }

    @Test
    void hidesPathsOutsideProject() throws Exception {
        Path elsewhere = Files.writeString(directory.resolve("own.txt"), "own");
        build(
                true,
                new ImageSource("own", elsewhere, "<fileList> " + directory + "/external.list:3", Optional.empty()),
                new ImageSource("lib.jar", elsewhere, "<artifactItems> org.example:lib:jar:1", Optional.empty()));

        assertThat(report().collect().files())
                .containsExactly(
                        payload("lib.jar", "own", "org.example:lib:jar:1"), //
                        payload("own", "own", "<fileList> own.txt"));
    }

    @Test
    void listsEachOriginOnce() throws Exception {
        Path again = Files.createDirectories(basedir.resolve("again"));
        Path copy = Files.writeString(again.resolve("a"), "first");
        writeSteps("early", "late");
        build(
                true,
                source("a", "first", "<files>"),
                source("a", "first", "<fileSets>"),
                new ImageSource("a", copy, "<files>", Optional.empty()));

        assertThat(reportWithSteps().collect().filesOf(ImageKind.PAYLOAD))
                .singleElement()
                .satisfies(file -> assertThat(file.origins()).containsExactlyInAnyOrder("files/a", "again/a"));
    }

    @Test
    void readsEarlyFilesAndUrlsFromSteps() throws Exception {
        writeSteps("early", "late");
        build(true, source("late.tar", "late", "<stepsDirectories>"), source("own", "own", "<files>"));

        PayloadReport report = reportWithSteps().collect();

        assertThat(report.filesOf(ImageKind.EARLY))
                .containsExactly(new ReportFile(
                        "early.tar", 5, Optional.of(sha256("early")), List.of(MIRROR + "early.tar"), ImageKind.EARLY));
        assertThat(report.filesOf(ImageKind.PAYLOAD))
                .containsExactly(
                        payload("late.tar", "late", MIRROR + "late.tar"), //
                        payload("own", "own", "files/own"));
    }

    @Test
    void showsPathOfDistfileWithoutUrl() throws Exception {
        writeSteps("early", "late");
        Files.writeString(
                steps.resolve("late/sources"),
                "g https://upstream.invalid/repo.git _ " + sha256("late") + " late.tar\n");
        build(true, source("late.tar", "late", "<stepsDirectories>"));

        assertThat(reportWithSteps().collect().filesOf(ImageKind.PAYLOAD))
                .containsExactly(payload("late.tar", "late", "files/late.tar"));
    }

    @Test
    void refusesMissingOrMalformedImage() throws Exception {
        assertFails(report(), "<imageFile>: cannot read " + image + ": it does not exist; run lbpayload:build");
        Files.createDirectories(image.getParent());
        Files.writeString(image, "no image");
        assertFails(report(), "<imageFile>: " + image + ": malformed payload image at offset 0");
    }

    @Test
    void refusesUnreadableSteps() throws Exception {
        build(true, source("a", "first", "<files>"));

        assertFails(reportWithSteps(), "<stepsDirectories>: " + steps);
    }

    @Test
    void refusesMissingEarlyDistfile() throws Exception {
        writeSteps("early", "late");
        Path early = Files.createDirectories(basedir.resolve("distfiles")).resolve("early.tar");
        Files.delete(early);
        build(true, source("late.tar", "late", "<stepsDirectories>"));

        assertFails(
                reportWithSteps(),
                "<distfilesDirectory>: the early distfile " + early + " is missing: run lbpayload:fetch");
    }

    @Test
    void refusesDamagedEarlyDistfile() throws Exception {
        writeSteps("early", "late");
        Path early = Files.writeString(basedir.resolve("distfiles/early.tar"), "other");
        build(true, source("late.tar", "late", "<stepsDirectories>"));

        assertFails(
                reportWithSteps(),
                "<distfilesDirectory>: the early distfile " + early + " has SHA-256 " + sha256("other") + ", expected "
                        + sha256("early") + ": run lbpayload:fetch");
    }

    private static void assertFails(ReportCollector report, String message) {
        assertThatThrownBy(report::collect).isInstanceOf(ReportException.class).hasMessageContaining(message);
    }

    private ReportCollector report() {
        return report(List.of());
    }

    private ReportCollector reportWithSteps() {
        return report(List.of(steps));
    }

    private ReportCollector report(List<Path> stepsDirectories) {
        return new ReportCollector(
                image, "title", basedir, stepsDirectories, "import_payload", basedir.resolve("distfiles"));
    }

    /**
     * Writes a steps directory with one step before and one step after the import. The distfile of each step has the
     * name of the step.
     */
    private void writeSteps(String early, String late) throws IOException {
        Files.createDirectories(basedir.resolve("distfiles"));
        for (String step : List.of(early, late)) {
            Files.createDirectories(steps.resolve(step));
            String name = step + ".tar";
            Files.writeString(steps.resolve(step + "/sources"), "f " + MIRROR + name + " " + sha256(step) + "\n");
            Files.writeString(basedir.resolve("distfiles/" + name), step);
        }
        Files.writeString(
                steps.resolve("manifest"),
                "build: " + early + "\njump: fiwix\nimprove: import_payload\nbuild: " + late + "\n");
    }

    private ImageSource source(String name, String content, String origin) throws IOException {
        Path files = Files.createDirectories(basedir.resolve("files"));
        return new ImageSource(name, Files.writeString(files.resolve(name), content), origin, Optional.empty());
    }

    private void build(boolean checksums, ImageSource... sources) throws ImageException {
        Images.build(
                image,
                new ImageRequest(List.of(sources), new ImageRequest.Settings(Layout.U64, checksums, "1"), false));
    }

    private static ReportFile payload(String name, String content, String... origins) {
        return new ReportFile(
                name, content.length(), Optional.of(sha256(content)), List.of(origins), ImageKind.PAYLOAD);
    }

    private static String sha256(String text) {
        return TestFiles.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
