// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.lbpayload.maven.fetch.FetchException;
import org.lbpayload.maven.fetch.FetchReport;
import org.lbpayload.maven.fetch.Fetcher;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.steps.StepsPlan;

/**
 * Gets the distfiles that the steps of live-bootstrap need and the distfiles folder lacks: from the mirrors, in order,
 * then from the URLs that the steps give. A file stands under its name only once its SHA-256 is the pinned one; a file
 * that is right already is not touched. Interrupted transfers are gone on with the next time. What cannot be got is
 * told at the end, each with every place that was tried and why it did not serve.
 *
 * <p>Uses the proxies of Maven's settings. Offline ({@code -o}) only {@code file} mirrors are read.
 *
 * @since 0.1.0
 */
@Mojo(name = "fetch", defaultPhase = LifecyclePhase.PREPARE_PACKAGE, threadSafe = true, requiresProject = false)
public final class FetchMojo extends AbstractMojo {
    private final SettingsDecrypter decrypter;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    private File basedir;

    /**
     * The steps folders of live-bootstrap; the distfiles of all of them are fetched. Default: {@code ${basedir}/steps}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.stepsDirectories")
    private List<File> stepsDirectories = new ArrayList<>();

    /**
     * The {@code improve:} directive of the first manifest before which distfiles are early: {@code import_payload}, or
     * {@code get_network} as the first version of the payload flow had it. Early or not, all are fetched; the manifest
     * must have the directive nevertheless.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.splitBefore", defaultValue = StepsPlan.DEFAULT_SPLIT)
    private String splitBefore;

    /**
     * Where the distfiles go. Made if it is missing.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.distfilesDirectory", defaultValue = "${basedir}/distfiles")
    private File distfilesDirectory;

    /**
     * Places that have distfiles under their names, asked in this order before the URLs of the steps. Each is a
     * {@code <mirror>} with an {@code http}, {@code https} or {@code file} URL for a text, or with {@code <url>} and
     * {@code <id>} where the {@code <server>} of that id in Maven's settings has the user name and password for it. On
     * the command line: URLs, separated by commas.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.mirrors")
    private List<MirrorItem> mirrors = new ArrayList<>();

    /**
     * The largest distfile that is taken from a server, in bytes (default: 4 GiB). The steps pin no size, and an answer
     * without end would fill the disk. What a {@code file} mirror has may be of any size.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.maxBytes", defaultValue = "4294967296")
    private long maxBytes;

    /**
     * Whether to do nothing at all.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.skip", defaultValue = "false")
    private boolean skip;

    @Inject
    public FetchMojo(SettingsDecrypter decrypter) {
        this.decrypter = decrypter;
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipping the fetch of distfiles: lbpayload.skip is set");
            return;
        }
        try {
            StepsPlan plan = StepsFolders.plan(stepsDirectories, basedir, splitBefore);
            plan.warnings().forEach(getLog()::warn);
            Fetcher fetcher = new Fetcher(
                    new FetchConfiguration(session, decrypter).settings(mirrors, maxBytes),
                    new FetchLog(getLog(), session.getRequest().isInteractiveMode(), System::nanoTime));
            FetchReport report = fetcher.fetch(plan.all(), LocalePath.of(distfilesDirectory, "<distfilesDirectory>"));
            getLog().info(distfilesDirectory + ": " + report.fetched().size() + " distfiles fetched, "
                    + report.present().size() + " were there");
        } catch (FetchException e) {
            throw new MojoFailureException("<distfilesDirectory>: " + e.getMessage(), e);
        } catch (ImageException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("the fetch of distfiles was interrupted", e);
        }
    }
}
