// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.lbpayload.maven.fetch.DistfileCheck;
import org.lbpayload.maven.fetch.DistfileCheck.Result;
import org.lbpayload.maven.fetch.DistfileCheck.State;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.io.GoalException;
import org.lbpayload.maven.steps.Distfile;
import org.lbpayload.maven.steps.StepsPlan;

/**
 * Reads the steps of live-bootstrap and compares the files in the distfiles directory with the pinned SHA-256. Prints
 * the number of distfiles and bytes for the early image and for the payload image. Fails with a list of all missing and
 * damaged distfiles. Changes nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.PREPARE_PACKAGE, threadSafe = true, requiresProject = false)
public final class CheckMojo extends AbstractStepsMojo {
    @Override
    void run() throws GoalException, InterruptedException {
        StepsPlan plan = readSteps();
        List<String> wrong = new ArrayList<>(check("early", plan.early()));
        wrong.addAll(check("payload", plan.payload()));
        if (!wrong.isEmpty()) {
            throw new GoalException("<distfilesDirectory>: " + distfilesDirectory() + ": " + wrong.size()
                    + " of " + plan.all().size()
                    + " distfiles are missing or damaged; run lbpayload:fetch to download them:\n  "
                    + String.join("\n  ", wrong));
        }
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
        getLog().info(image + ": " + (wrong.isEmpty() ? "" : right + " of ") + results.size() + " distfiles, " + bytes
                + " bytes");
        return wrong;
    }
}
