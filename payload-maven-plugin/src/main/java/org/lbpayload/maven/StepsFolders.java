// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.steps.Distfile;
import org.lbpayload.maven.steps.StepsException;
import org.lbpayload.maven.steps.StepsPlan;

/** The steps folders of a project unless its POM says otherwise. */
final class StepsFolders {
    private StepsFolders() {}

    /**
     * The folders.
     *
     * @param configured those that the POM names
     * @param basedir the folder whose {@code steps} is taken where it names none
     * @return the folders, none where neither is there
     * @throws ImageException where one that the POM names is no path
     */
    static List<Path> of(List<File> configured, File basedir) throws ImageException {
        if (!configured.isEmpty()) {
            List<Path> folders = new ArrayList<>();
            for (File folder : configured) {
                folders.add(LocalePath.of(folder, "<stepsDirectories>"));
            }
            return folders;
        }
        Path usual = basedir.toPath().resolve("steps");
        return Files.exists(usual.resolve("manifest")) ? List.of(usual) : List.of();
    }

    /**
     * What the steps in these folders need, for goals that are about nothing else.
     *
     * @throws ImageException where one that the POM names is no path, or a distfile has a name that is none
     * @throws MojoExecutionException where there are none, or they cannot be read
     */
    static StepsPlan plan(List<File> configured, File basedir, String splitBefore)
            throws MojoExecutionException, ImageException {
        List<Path> folders = of(configured, basedir);
        if (folders.isEmpty()) {
            throw new MojoExecutionException("<stepsDirectories>: " + new File(basedir, "steps/manifest")
                    + " does not exist: run Maven in a checkout of live-bootstrap, or name its steps folder");
        }
        StepsPlan plan = read(folders, splitBefore);
        for (Distfile distfile : plan.all()) {
            LocalePath.of(distfile); // refuses what no file can be called in this locale
        }
        return plan;
    }

    /**
     * What the steps in these folders need.
     *
     * @throws MojoExecutionException where they cannot be read
     */
    static StepsPlan read(List<Path> folders, String splitBefore) throws MojoExecutionException {
        try {
            return StepsPlan.read(folders, splitBefore);
        } catch (StepsException e) {
            throw new MojoExecutionException("<stepsDirectories>: " + e.getMessage(), e);
        }
    }
}
