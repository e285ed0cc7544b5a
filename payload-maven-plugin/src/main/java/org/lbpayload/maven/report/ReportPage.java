// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import org.apache.commons.io.file.PathUtils;
import org.lbpayload.format.Sha256;

/**
 * The report as one HTML page that needs nothing beside it: its style, script and picture are part of it, and its
 * content security policy lets it fetch nothing and run nothing but that script. The same report gives the same bytes.
 */
public final class ReportPage {
    /** By this, near its beginning, a page is known. */
    private static final String MARK = "<meta name=\"generator\" content=\"lbpayload\">";

    private static final int MARK_WITHIN = 1024;

    private ReportPage() {}

    /**
     * Writes the page, beside its place first: whoever opens it sees the old one or the new one, whole.
     *
     * @param file where to; folders are made as needed
     * @throws ReportException where it cannot be written
     */
    public static void write(PayloadReport report, Path file) throws ReportException {
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try {
            PathUtils.createParentDirectories(file.toAbsolutePath());
            try {
                Files.writeString(temporary, render(report));
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new ReportException(
                    "the report " + file + " cannot be written: " + e + "; check permissions and space", e);
        }
    }

    /**
     * Deletes a page that tells of an image which is no more; nothing where none stands there. A file that is no such
     * page stays: it is somebody's own.
     *
     * @throws ReportException where it cannot be deleted
     */
    public static void discard(Path file) throws ReportException {
        try {
            if (isPage(file)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new ReportException(
                    "the outdated report " + file + " cannot be deleted: " + e + "; delete it by hand", e);
        }
    }

    private static boolean isPage(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MARK_WITHIN), StandardCharsets.UTF_8).contains(MARK);
        }
    }

    /** The page as text, to be stored as UTF-8. */
    static String render(PayloadReport report) {
        String style = resource("page.css");
        String script = resource("page.js");
        return Mustache.compiler()
                .withLoader(name -> new StringReader(resource(name)))
                .emptyStringIsFalse(true)
                .compile(resource("page.html"))
                .execute(PageModel.of(report, style, hash(style), script, hash(script)));
    }

    /** As a content security policy names an inline style or script (CSP level 3, section 2.3.1). */
    private static String hash(String text) {
        byte[] digest = Sha256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }

    private static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the plugin's own " + name + " cannot be read", e);
        }
    }
}
