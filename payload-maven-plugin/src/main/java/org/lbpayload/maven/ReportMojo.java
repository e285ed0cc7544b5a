// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.reporting.MavenReport;
import org.apache.maven.reporting.MavenReportException;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.io.GoalException;
import org.lbpayload.maven.io.Printable;
import org.lbpayload.maven.io.PrintableException;
import org.lbpayload.maven.report.ReportCollector;
import org.lbpayload.maven.report.ReportPage;

/**
 * Writes a report about the payload image and, if there are steps, the distfiles of the early image. The report
 * contains totals, the size, SHA-256 and origin of each file, and a treemap. The report is a single HTML file, either
 * part of the site or standalone. Run {@code lbpayload:build} first.
 *
 * @since 0.1.0
 */
@Mojo(name = "report", threadSafe = true, requiresProject = false)
public final class ReportMojo extends AbstractStepsMojo implements MavenReport {
    /**
     * The directory for the page when the goal runs outside a site build. A site build writes the page to the directory
     * of the site. The default is {@code ${project.reporting.outputDirectory}}, or {@code target} without a project.
     */
    @Parameter(property = "lbpayload.reportDirectory")
    private File reportDirectory;

    @Override
    void run() throws GoalException {
        reserve(page(), "<reportDirectory>");
        if (hasImage()) {
            write();
        }
    }

    /** Returns whether there is an image to report on. If not, logs a warning and deletes an earlier page. */
    private boolean hasImage() throws GoalException {
        if (!hasDefaultImage() || Files.exists(image())) {
            return true; // write() fails if a configured image is missing
        }
        getLog().warn("<imageFile>: no report, because " + image() + " does not exist: run lbpayload:build first");
        ReportPage.discardWithout(image(), page());
        return false;
    }

    @Override
    public void generate(Sink sink, Locale locale) throws MavenReportException {
        try {
            checkParameters();
            write();
        } catch (GoalException e) {
            getLog().debug(e);
            throw new MavenReportException(Printable.message(e.getMessage()));
        } catch (RuntimeException e) {
            throw new PrintableException(e);
        }
    }

    private void write() throws GoalException {
        Path page = page();
        InputFiles inputs = new InputFiles();
        inputs.add(image(), "<imageFile>");
        inputs.refuseAsOutput(page, "<reportDirectory>");
        ReportCollector report = new ReportCollector(
                image(), title(), basedir(), stepsDirectories(), splitBefore(), distfilesDirectory());
        ReportPage.write(report::collect, page);
        getLog().info("Payload report: " + page);
    }

    private Path page() throws ImageException {
        return reportDirectory().resolve(getOutputName() + ".html");
    }

    private String title() throws ImageException {
        return hasProject() ? project().getName() : image().getFileName().toString();
    }

    private Path reportDirectory() throws ImageException {
        if (reportDirectory != null) {
            return LocalePath.of(reportDirectory, "<reportDirectory>");
        }
        return hasProject() ? Path.of(project().getModel().getReporting().getOutputDirectory()) : buildDirectory();
    }

    @Override
    public boolean canGenerateReport() {
        try {
            checkParameters();
            return !isSkipped() && hasImage();
        } catch (GoalException e) {
            return true; // generate() then reports the reason
        }
    }

    @Override
    public boolean isExternalReport() {
        return true;
    }

    /**
     * Returns the file name of the page without its extension. Versions of maven-site-plugin before 3.21 do not call
     * getOutputPath, which replaces this deprecated method.
     */
    @Override
    @SuppressWarnings("deprecation")
    public String getOutputName() {
        return classifier() + "-report";
    }

    @Override
    public String getCategoryName() {
        return CATEGORY_PROJECT_REPORTS;
    }

    @Override
    public String getName(Locale locale) {
        return "Payload image";
    }

    @Override
    public String getDescription(Locale locale) {
        return "The content, size and origin of the payload image.";
    }

    @Override
    public void setReportOutputDirectory(File directory) {
        reportDirectory = directory;
    }

    @Override
    public File getReportOutputDirectory() {
        return reportDirectory;
    }
}
