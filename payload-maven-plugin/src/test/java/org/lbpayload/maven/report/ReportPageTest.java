// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.format.Sha256;
import org.lbpayload.maven.io.LockFile;

class ReportPageTest {
    /** The directory from which the tests in src/browser read their pages. */
    private static final Path PAGES = Path.of("target", "report-pages");

    @Test
    void writesPagesForBrowserTests() throws Exception {
        ReportPage.write(() -> Samples.bootstrap(), PAGES.resolve("bootstrap.html"));
        ReportPage.write(() -> Samples.hostile(), PAGES.resolve("hostile.html"));
        assertThat(PAGES.resolve("bootstrap.html")).isNotEmptyFile();
        assertThat(PAGES.resolve("hostile.html")).isNotEmptyFile();
    }

    @Test
    void writesSameBytesInAnyLocaleTimeZoneAndOrder(@TempDir Path directory) throws Exception {
        Path first = directory.resolve("first.html");
        ReportPage.write(() -> Samples.bootstrap(), first);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
            PayloadReport sample = Samples.bootstrap();
            List<ReportFile> files = new ArrayList<>(sample.files());
            Collections.reverse(files);
            Path second = directory.resolve("deeper/second.html");
            ReportPage.write(
                    () -> new PayloadReport(sample.title(), sample.layout(), sample.payloadId(), files), second);
            assertThat(Files.mismatch(first, second)).isEqualTo(-1);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void failsWhenPageCannotBeWritten(@TempDir Path directory) {
        assertThatThrownBy(() -> ReportPage.write(() -> report(), directory))
                .isInstanceOf(ReportException.class)
                .hasMessageStartingWith("cannot write the report " + directory + ": ")
                .hasMessageEndingWith(": check the permissions and the free space");
        assertThat(directory.getParent()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void replacesPageAtomically(@TempDir Path directory) throws Exception {
        Path page = directory.resolve("page.html");
        ReportPage.write(() -> report(), page);
        byte[] before = Files.readAllBytes(page);
        Path open = Files.createLink(directory.resolve("open"), page);

        ReportPage.write(() -> Samples.bootstrap(), page);

        assertThat(open).hasBinaryContent(before);
        assertThat(page).hasContent(ReportPage.render(Samples.bootstrap()));
        assertThat(directory).isDirectoryContaining(file -> file.equals(open)).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void discardsOnlyPages(@TempDir Path directory) throws Exception {
        Path page = directory.resolve("page.html");
        ReportPage.write(() -> Samples.hostile(), page);
        Path own = Files.writeString(directory.resolve("own.html"), "<html>");

        Path image = directory.resolve("payload.img");
        for (Path file : List.of(page, own, directory, directory.resolve("absent.html"))) {
            ReportPage.discardWithout(image, file);
        }

        assertThat(directory.toFile().list()).containsExactly("own.html");
    }

    @Test
    void keepsPageWhileImageExists(@TempDir Path directory) throws Exception {
        Path page = directory.resolve("page.html");
        ReportPage.write(() -> report(), page);

        ReportPage.discardWithout(Files.createFile(directory.resolve("payload.img")), page);

        assertThat(page).exists();
    }

    /** The lock prevents another run from writing the page between the failure and the deletion. */
    @Test
    void discardsPageUnderLockIfReportFails(@TempDir Path directory) throws Exception {
        Path page = directory.resolve("page.html");
        ReportPage.write(() -> report(), page);

        assertThatThrownBy(() -> ReportPage.write(
                        () -> {
                            assertThat(LockFile.of(page)).exists();
                            assertThat(page).exists();
                            throw new ReportException("damaged", null);
                        },
                        page))
                .isInstanceOf(ReportException.class);

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void showsTotalsOfBothImages() {
        String page = ReportPage.render(report(
                Samples.file("early.tar", 1024, ImageKind.EARLY),
                Samples.file("a.tar", 1024, ImageKind.PAYLOAD),
                Samples.file("b.tar", 2048, ImageKind.PAYLOAD)));
        assertThat(page)
                .contains("<h3>Early image</h3><p class=\"size\">1.0 KiB</p><p>1 file, 25.0 %</p>")
                .contains("<h3>Payload image</h3><p class=\"size\">3.0 KiB</p><p>2 files, 75.0 %</p>")
                .contains("<h3>Together</h3><p class=\"size\">4.0 KiB</p><p>3 files</p>")
                .contains("<rect class=\"payload\" x=\"250\" y=\"0\" width=\"750\" height=\"10\"/>");
    }

    @Test
    void showsOneTotalWithoutEarlyFiles() {
        String page = ReportPage.render(report(Samples.file("a.tar", 1, ImageKind.PAYLOAD)));
        assertThat(page).contains("<h3>Payload image</h3>").doesNotContain("Early image", "class=\"bar\"");
    }

    @Test
    void showsNeitherTreemapNorRowsOfEmptyImage() {
        String page = ReportPage.render(report());
        assertThat(page).contains("The image has no files.").doesNotContain("<svg", "<td");
    }

    @Test
    void showsEmptyFileInTableOnly() {
        String page = ReportPage.render(report(Samples.file("empty", 0, ImageKind.PAYLOAD)));
        assertThat(page).contains("<bdi>empty</bdi>").doesNotContain("<svg");
    }

    @Test
    void escapesHostileText() {
        String page = ReportPage.render(Samples.hostile());
        assertThat(page)
                .doesNotContain("<script>document", "<img", "<h1>owned", "<b>", "' onmouseover", "href=\"javascript")
                .contains("<bdi>&lt;script&gt;document")
                .contains("invoice\\u202egpj.exe", "line\\u2028break\\u0007bell", "<bdi>{{title}}{{{script}}}</bdi>")
                .contains("<div><bdi>javascript:document.title&#x3D;&#39;owned&#39;</bdi></div>")
                .contains("<div><bdi>https://mirror.example/\\u202ea</bdi></div>");
        assertThat(page.codePoints().filter(c -> Character.getType(c) == Character.FORMAT))
                .isEmpty();
    }

    @Test
    void hidesCredentialsAndQueryOfUrls() {
        String page = ReportPage.render(report(new ReportFile(
                "a.tar",
                1,
                Optional.empty(),
                List.of("https://user:s3cret@example.org/a.tar", "https://example.org/a?token=s3cret", "files/a#b@c"),
                ImageKind.PAYLOAD)));
        assertThat(page)
                .contains("<bdi>https://example.org/a.tar</bdi>", "<bdi>https://example.org/a?...</bdi>")
                .contains("<bdi>files/a#b@c</bdi>")
                .doesNotContain("s3cret");
    }

    @Test
    void allowsOnlyOwnStyleAndScript() {
        String page = ReportPage.render(Samples.bootstrap());
        assertThat(page)
                .contains("content=\"default-src 'none'; style-src '" + hashOf("style", page) + "'; script-src '"
                        + hashOf("script", page) + "'; img-src data:; base-uri 'none'; form-action 'none'\"")
                // the content security policy would block these attributes
                .doesNotContain(" style=", " onclick=", "src=");
    }

    private static String hashOf(String element, String page) {
        Matcher matcher = Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL)
                .matcher(page);
        assertThat(matcher.find()).isTrue();
        byte[] digest = Sha256.newDigest().digest(matcher.group(1).getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }

    private static PayloadReport report(ReportFile... files) {
        return new PayloadReport("sample", "u64", Optional.empty(), List.of(files));
    }
}
