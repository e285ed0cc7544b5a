// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.lbpayload.maven.early.Checkout;
import org.lbpayload.maven.early.EarlyException;
import org.lbpayload.maven.early.TargetLimit;
import org.lbpayload.maven.fetch.DistfileCheck;
import org.lbpayload.maven.fetch.DistfileCheck.Result;
import org.lbpayload.maven.fetch.DistfileCheck.State;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.io.Count;
import org.lbpayload.maven.io.GoalException;
import org.lbpayload.maven.steps.Distfile;
import org.lbpayload.maven.steps.ImportPlacement;
import org.lbpayload.maven.steps.StepsPlan;

/**
 * Compares the distfiles in the distfiles directory with the checksums in the steps, without changing anything. Logs
 * the number and size of the distfiles in each image. Fails with a list of all missing and damaged distfiles. Also
 * warns if a line that the import requires is missing or misplaced in the manifest.
 *
 * @since 0.1.0
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.PROCESS_RESOURCES, threadSafe = true, requiresProject = false)
public final class CheckMojo extends AbstractTargetMojo {
    @Override
    void run() throws GoalException, InterruptedException {
        StepsPlan plan = readSteps();
        ImportPlacement placement = ImportPlacement.check(stepsDirectories().get(0), importer());
        placement.missing().forEach(getLog()::warn);
        placement.misplaced().forEach(getLog()::warn);
        checkLimits(plan);
        List<String> wrong = new ArrayList<>(check("early", plan.early()));
        wrong.addAll(check("payload", plan.payload()));
        if (!wrong.isEmpty()) {
            throw new GoalException("<distfilesDirectory>: " + distfilesDirectory() + ": " + wrong.size()
                    + " of " + Count.of(plan.all().size(), "distfile")
                    + " missing or damaged; run lbpayload:fetch to download the distfiles:\n  "
                    + String.join("\n  ", wrong));
        }
    }

    /**
     * Checks the sizes of the existing distfiles against the limits of the target. Does nothing if the checkout lacks
     * the submodules, because the disk image requires them. Warns if only nested submodules are missing.
     */
    private void checkLimits(StepsPlan plan) throws GoalException {
        Checkout checkout = new Checkout(stepsDirectories().get(0));
        if (!checkout.hasSubmodules()) {
            return;
        }
        try {
            checkout.requireSubmodules();
        } catch (EarlyException e) {
            getLog().warn("the limits of the disk image were not checked, because " + e.getMessage());
            return;
        }
        List<Path> early = new ArrayList<>();
        for (Distfile distfile : plan.early()) {
            early.add(distfilesDirectory().resolve(LocalePath.of(distfile)));
        }
        long payload = 0;
        for (Distfile distfile : plan.payload()) {
            Path file = distfilesDirectory().resolve(LocalePath.of(distfile));
            payload += Files.isRegularFile(file) ? file.toFile().length() : 0;
        }
        // A payload image is slightly larger than its distfiles. lbpayload:early checks the exact size.
        List<TargetLimit> limits = checkout.limits(early, payload, payload);
        limits.forEach(this::log);
        TargetLimit.requireNoneExceeded(limits);
    }

    private List<String> check(String image, List<Distfile> distfiles) throws InterruptedException, ImageException {
        List<Result> results = DistfileCheck.check(distfiles, distfilesDirectory());
        List<String> wrong = new ArrayList<>();
        long bytes = 0;
        for (Result result : results) {
            bytes += result.bytes();
            if (result.state() != State.EXISTING) {
                Distfile distfile = result.distfile();
                wrong.add(distfile.name() + " " + result.problem() + " (" + image + ", named at " + distfile.definedAt()
                        + ")");
            }
        }
        int right = results.size() - wrong.size();
        getLog().info(image + ": " + (wrong.isEmpty() ? "" : right + " of ") + Count.of(results.size(), "distfile")
                + ", " + Count.of(bytes, "byte"));
        return wrong;
    }
}
