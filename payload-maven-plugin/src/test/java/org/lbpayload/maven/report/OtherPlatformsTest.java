// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lbpayload.format.Layout;
import org.lbpayload.maven.image.DistfilesDirectory;
import org.lbpayload.maven.image.ImageRequest;
import org.lbpayload.maven.it.Images;
import org.lbpayload.maven.it.Platform;
import org.lbpayload.maven.it.TestFiles;

/** Tests that read steps and write the report on the file systems of Windows and macOS. */
class OtherPlatformsTest {
    @ParameterizedTest
    @EnumSource
    void writesReportWithStepOfEachFile(Platform platform) throws Exception {
        try (FileSystem files = platform.fileSystem()) {
            Path basedir = files.getPath("work");
            Path steps = basedir.resolve("steps");
            Path distfiles = Files.createDirectories(basedir.resolve("distfiles"));
            Files.writeString(distfiles.resolve("a.tar"), "content");
            Files.createDirectories(steps.resolve("late-1"));
            Files.writeString(
                    steps.resolve("late-1").resolve("sources"),
                    "https://mirror.example/a.tar " + TestFiles.sha256("content".getBytes(StandardCharsets.UTF_8))
                            + "\n");
            Files.writeString(steps.resolve("manifest"), "improve: import_payload\nbuild: late-1\n");
            Path image = basedir.resolve("payload.img");
            Images.build(
                    image,
                    new ImageRequest(
                            DistfilesDirectory.list(distfiles, warning -> {}),
                            new ImageRequest.Settings(Layout.U64, true, "1"),
                            false));

            PayloadReport report =
                    new ReportCollector(image, "title", basedir, List.of(steps), "import_payload", distfiles).collect();
            Path page = basedir.resolve("site").resolve("payload.html");
            ReportPage.write(() -> report, page);

            assertThat(report.files()).hasSize(1);
            assertThat(report.files().get(0).origins()).containsExactly("https://mirror.example/a.tar");
            assertThat(page).content().contains("a.tar");
        }
    }
}
