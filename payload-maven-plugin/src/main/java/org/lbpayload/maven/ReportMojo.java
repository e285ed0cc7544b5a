// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.reporting.MavenReport;
import org.apache.maven.reporting.MavenReportException;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.report.ReportCollector;
import org.lbpayload.maven.report.ReportException;
import org.lbpayload.maven.report.ReportPage;
import org.lbpayload.maven.steps.StepsPlan;

/**
 * Reports on the payload image as a page of the project's site: totals, the early image against the payload, every file
 * with size, SHA-256 and where it comes from, and a picture of where the bytes are. The page is one HTML file that
 * needs nothing beside it. Run {@code lbpayload:build} before.
 *
 * @since 0.1.0
 */
@Mojo(name = "report", threadSafe = true)
public final class ReportMojo extends AbstractMojo implements MavenReport {
    /** The page stands by itself, as Javadoc does: the site only links to it. */
    private static final String OUTPUT_NAME = "payload-report";

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    private File basedir;

    /**
     * The image to report on. Default: where {@code lbpayload:build} puts it. Where it is not there, the site has no
     * such page; the goal called by itself fails where this names an image, and otherwise warns.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.imageFile")
    private File imageFile;

    /**
     * The steps folders of live-bootstrap, which tell the early files and the addresses of all. Default:
     * {@code ${basedir}/steps}, where it has a manifest; where it has none, the report tells of the payload alone.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.stepsDirectories")
    private List<File> stepsDirectories = new ArrayList<>();

    /**
     * The {@code improve:} directive of the manifest before which distfiles are early: {@code import_payload}, or
     * {@code get_network} as the first version of the payload flow had it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.splitBefore", defaultValue = StepsPlan.DEFAULT_SPLIT)
    private String splitBefore;

    /**
     * The folder with the early distfiles, whose sizes the report tells.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.distfilesDirectory", defaultValue = "${basedir}/distfiles")
    private File distfilesDirectory;

    /**
     * Where the goal writes the page when it is called by itself; in a site the site's folder is taken.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.reportDirectory", defaultValue = "${project.reporting.outputDirectory}")
    private File reportDirectory;

    /**
     * Whether to do nothing at all; the site then has no such page.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.skip", defaultValue = "false")
    private boolean skip;

    @Override
    public void execute() throws MojoExecutionException {
        if (skip) {
            getLog().info("Skipping the payload report: lbpayload.skip is set");
            return;
        }
        try {
            if (imageFile == null && !Files.exists(imagePath())) {
                getLog().warn("<imageFile>: no report, for there is no " + imagePath()
                        + ": run lbpayload:build before");
                return;
            }
            generate(null, Locale.ROOT);
        } catch (ImageException | MavenReportException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }

    @Override
    public void generate(Sink sink, Locale locale) throws MavenReportException {
        try {
            Path page = LocalePath.of(reportDirectory, "<reportDirectory>").resolve(OUTPUT_NAME + ".html");
            ReportCollector report = new ReportCollector(
                    imagePath(),
                    project.getName(),
                    basedir.toPath(),
                    StepsFolders.of(stepsDirectories, basedir),
                    splitBefore,
                    LocalePath.of(distfilesDirectory, "<distfilesDirectory>"));
            ReportPage.write(report.collect(), page);
            getLog().info("Payload report: " + page);
        } catch (ImageException | ReportException e) {
            throw new MavenReportException(e.getMessage(), e);
        }
    }

    private Path imagePath() throws ImageException {
        return DefaultImage.of(imageFile, project, basedir);
    }

    @Override
    public boolean canGenerateReport() {
        try {
            return !skip && Files.exists(imagePath());
        } catch (ImageException e) {
            return true; // and generate says why not
        }
    }

    @Override
    public boolean isExternalReport() {
        return true;
    }

    /**
     * Deprecated in favor of getOutputPath, which falls back on it; maven-site-plugin before 3.21 knows only this one.
     */
    @Override
    @SuppressWarnings("deprecation")
    public String getOutputName() {
        return OUTPUT_NAME;
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
        return "What is in the payload image, how large it is and where it comes from.";
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
