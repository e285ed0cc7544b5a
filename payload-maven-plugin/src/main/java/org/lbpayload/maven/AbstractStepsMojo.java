// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.steps.StepsPlan;

/** The base class of the goals that read the steps of live-bootstrap and their distfiles. */
abstract class AbstractStepsMojo extends AbstractImageMojo {
    /**
     * The steps directories of live-bootstrap. Only the manifest in the first directory is split at
     * {@code splitBefore}. The distfiles of all other directories belong to the payload image. The default is
     * {@code ${basedir}/steps} if this directory contains a manifest.
     */
    @Parameter(property = "lbpayload.stepsDirectories")
    private List<File> stepsDirectories = new ArrayList<>();

    /**
     * The {@code improve:} directive that splits the manifest. The distfiles of the steps before this directive belong
     * to the early image. Set this parameter to {@code get_network} for an older checkout, whose manifest does not
     * contain {@code import_payload}.
     */
    @Parameter(property = "lbpayload.splitBefore", defaultValue = StepsPlan.DEFAULT_SPLIT)
    private String splitBefore;

    /** The directory that contains the distfiles. */
    @Parameter(property = "lbpayload.distfilesDirectory", defaultValue = "${basedir}/distfiles")
    private File distfilesDirectory;

    /**
     * Returns the steps directories, or an empty list if none is configured and the default directory has no manifest.
     */
    final List<Path> stepsDirectories() throws ImageException {
        return StepsDirectories.of(stepsDirectories, basedir());
    }

    /** Reads the steps and logs warnings about them. Fails if there is no steps directory. */
    final StepsPlan readSteps() throws ImageException {
        StepsPlan plan = StepsDirectories.plan(stepsDirectories, basedir(), splitBefore);
        plan.warnings().forEach(getLog()::warn);
        return plan;
    }

    final String splitBefore() {
        return splitBefore;
    }

    final Path distfilesDirectory() throws ImageException {
        return LocalePath.of(distfilesDirectory, "<distfilesDirectory>");
    }
}
