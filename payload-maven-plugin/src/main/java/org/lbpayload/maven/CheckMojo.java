// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.lbpayload.maven.fetch.DistfileCheck;
import org.lbpayload.maven.fetch.DistfileCheck.Result;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.steps.Distfile;
import org.lbpayload.maven.steps.StepsPlan;

/**
 * Reads the steps of live-bootstrap and compares the distfiles that are there with what the steps pin. Tells how many
 * files and bytes go into the early image and into the payload image, and fails with the list of all that is missing or
 * wrong. Changes nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.PREPARE_PACKAGE, threadSafe = true, requiresProject = false)
public final class CheckMojo extends AbstractMojo {
    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    private File basedir;

    /**
     * The steps folders of live-bootstrap. The manifest of the first is split; all distfiles of the others are payload.
     * Default: {@code ${basedir}/steps}.
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
     * The folder with the distfiles. One that does not exist has none of them.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.distfilesDirectory", defaultValue = "${basedir}/distfiles")
    private File distfilesDirectory;

    /**
     * Whether to do nothing at all.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.skip", defaultValue = "false")
    private boolean skip;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipping the check of distfiles: lbpayload.skip is set");
            return;
        }
        try {
            StepsPlan plan = StepsFolders.plan(stepsDirectories, basedir, splitBefore);
            plan.warnings().forEach(getLog()::warn);
            List<String> wrong = new ArrayList<>(check("early", plan.early()));
            wrong.addAll(check("payload", plan.payload()));
            if (!wrong.isEmpty()) {
                throw new MojoFailureException("<distfilesDirectory>: " + distfilesDirectory + ": " + wrong.size()
                        + " of " + plan.all().size() + " distfiles are missing or wrong; lbpayload:fetch gets them:\n  "
                        + String.join("\n  ", wrong));
            }
        } catch (ImageException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("the check of distfiles was interrupted", e);
        }
    }

    private List<String> check(String image, List<Distfile> distfiles) throws InterruptedException, ImageException {
        Path folder = LocalePath.of(distfilesDirectory, "<distfilesDirectory>");
        List<Result> results = DistfileCheck.check(distfiles, folder);
        List<String> wrong = new ArrayList<>();
        long bytes = 0;
        for (Result result : results) {
            bytes += result.bytes();
            Distfile distfile = result.distfile();
            result.problem()
                    .ifPresent(problem -> wrong.add(distfile.name() + " " + problem + " (" + image + ", named at "
                            + distfile.definedAt() + ")"));
        }
        int right = results.size() - wrong.size();
        getLog().info(image + ": " + (wrong.isEmpty() ? "" : right + " of ") + results.size() + " distfiles, " + bytes
                + " bytes");
        return wrong;
    }
}
