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
import java.util.Base64;
import org.lbpayload.format.Sha256;
import org.lbpayload.maven.io.AtomicFile;
import org.lbpayload.maven.io.LockFile;
import org.lbpayload.maven.io.Reason;

/**
 * The HTML page of a report, which includes all styles, scripts and pictures. The content security policy of the page
 * forbids all requests and all other scripts. The same report produces the same bytes.
 */
public final class ReportPage {
    /** An HTML element near the start of every page that this class writes. */
    private static final String MARK = "<meta name=\"generator\" content=\"lbpayload\">";

    private static final int MARK_WITHIN = 1024;

    /** Collects the content of a page. Called while the page is locked. */
    @FunctionalInterface
    public interface Source {
        PayloadReport collect() throws ReportException;
    }

    private ReportPage() {}

    /**
     * Writes the page. An existing page is replaced only when the new page is complete. If this method fails, it
     * deletes the page of an earlier run, because that page is outdated.
     *
     * @param file the page; missing directories are created
     * @throws ReportException if the content cannot be collected or the page cannot be written
     */
    public static void write(Source source, Path file) throws ReportException {
        try {
            LockFile.<Void, ReportException>whileHeld(LockFile.of(file), () -> {}, () -> {
                try (AtomicFile output = AtomicFile.create(file)) {
                    Files.writeString(output.temporary(), render(source.collect()));
                    output.commit();
                    return null;
                } catch (ReportException | IOException | RuntimeException e) {
                    discard(file, e);
                    throw e;
                }
            });
        } catch (IOException e) {
            throw new ReportException(
                    "cannot write the report " + file + ": " + Reason.of(e)
                            + ": check the permissions and the free space",
                    e);
        }
    }

    private static void discard(Path file, Exception failure) {
        try {
            discard(file);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Deletes an outdated page. A file that this class did not write is kept. */
    private static void discard(Path file) throws IOException {
        if (isPage(file)) {
            Files.delete(file);
        }
    }

    /**
     * Deletes a page if the image that it describes does not exist. A file that this class did not write is kept.
     *
     * @throws ReportException if the page cannot be deleted
     */
    public static void discardWithout(Path image, Path file) throws ReportException {
        if (Files.notExists(file)) {
            return;
        }
        try {
            LockFile.<Void, IOException>whileHeld(LockFile.of(file), () -> {}, () -> {
                if (Files.notExists(image)) {
                    discard(file);
                }
                return null;
            });
        } catch (IOException e) {
            throw new ReportException(
                    "cannot delete the outdated report " + file + ": " + Reason.of(e) + ": delete it yourself", e);
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

    /** Returns the text of the page, which is stored as UTF-8. */
    static String render(PayloadReport report) {
        String style = resource("page.css") + resource("treemap.css");
        String script = resource("page.js");
        return Mustache.compiler()
                .withLoader(name -> new StringReader(resource(name)))
                .emptyStringIsFalse(true)
                .compile(resource("page.html"))
                .execute(PageModel.of(report, style, hash(style), script, hash(script)));
    }

    /** Returns the hash of an inline style or script for a content security policy (CSP level 3, section 2.3.1). */
    private static String hash(String text) {
        byte[] digest = Sha256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }

    private static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the plugin's resource " + name, e);
        }
    }
}
