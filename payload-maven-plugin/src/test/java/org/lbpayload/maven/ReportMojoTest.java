// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.reporting.MavenReportException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.format.Layout;
import org.lbpayload.maven.image.ImageRequest;
import org.lbpayload.maven.image.ImageSource;
import org.lbpayload.maven.it.Images;

class ReportMojoTest {
    @TempDir
    Path basedir;

    private Path image;
    private Path page;

    @BeforeEach
    void writeReport() throws Exception {
        image = Files.createDirectory(basedir.resolve("target")).resolve("payload.img");
        page = basedir.resolve("target/payload-report.html");
        Files.writeString(image, "LBPAYLD1\0\0\0\0");
        mojo().execute();
        assertThat(page).content().contains("payload.img");
    }

    private ReportMojo mojo() {
        ReportMojo mojo = Goals.configure(
                new ReportMojo(), "report", "default-cli", basedir, Goals.session(List.of(new MavenProject())));
        Goals.set(mojo, "distfilesDirectory", basedir.resolve("distfiles").toFile());
        return mojo;
    }

    @Test
    void deletesOutdatedPageIfImageIsMissing() throws Exception {
        Files.delete(image);
        mojo().execute();
        assertThat(page).doesNotExist();
    }

    @Test
    void deletesOutdatedPageIfReportFails() throws Exception {
        Files.writeString(image, "damaged");
        assertThatThrownBy(() -> mojo().execute()).isInstanceOf(MojoFailureException.class);
        assertThat(page).doesNotExist();
    }

    @Test
    void deletesOutdatedPageIfReportInSiteFails() throws Exception {
        Files.writeString(image, "damaged");
        assertThatThrownBy(() -> mojo().generate(null, Locale.ROOT)).isInstanceOf(MavenReportException.class);
        assertThat(page).doesNotExist();
    }

    @Test
    void deletesOutdatedPageOfSiteIfImageIsMissing() throws Exception {
        Files.delete(image);
        assertThat(mojo().canGenerateReport()).isFalse();
        assertThat(page).doesNotExist();
    }

    @Test
    void failsInSiteIfConfiguredImageIsMissing() {
        ReportMojo mojo = mojo();
        Goals.set(mojo, "imageFile", basedir.resolve("typo.img").toFile());
        assertThat(mojo.canGenerateReport()).isTrue();
        assertThatThrownBy(() -> mojo.generate(null, Locale.ROOT)).isInstanceOf(MavenReportException.class);
    }

    @Test
    void keepsFileOfAnotherProgram() throws Exception {
        Files.delete(image);
        Files.writeString(page, "<html>");
        mojo().execute();
        assertThat(page).hasContent("<html>");
    }

    @Test
    void escapesControlCharactersInFailureOfSite() throws Exception {
        ReportMojo mojo = mojo();
        Goals.set(mojo, "imageFile", basedir.resolve("a\u001b[31m").toFile());
        assertThatThrownBy(() -> mojo.generate(null, Locale.ROOT))
                .isInstanceOf(MavenReportException.class)
                .hasMessageContaining("a\\u001b[31m");
    }

    @Test
    void refusesPageThatReplacesPayloadImage() throws Exception {
        Path file = Files.writeString(basedir.resolve("a"), "a");
        image = page;
        Files.delete(page);
        ImageSource source = new ImageSource("a", file, "<files>", Optional.empty());
        Images.build(image, new ImageRequest(List.of(source), new ImageRequest.Settings(Layout.U64, true, "1"), false));
        byte[] content = Files.readAllBytes(image);
        ReportMojo mojo = mojo();
        Goals.set(mojo, "imageFile", image.toFile());

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("<reportDirectory>: cannot write " + image);
        assertThat(image).hasBinaryContent(content);
    }
}
