// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.steps.Distfile;
import org.lbpayload.maven.steps.StepsException;
import org.lbpayload.maven.steps.StepsPlan;

/** The steps directories of a project: those in the POM, or the default directory. */
final class StepsDirectories {
    private StepsDirectories() {}

    /**
     * Returns the steps directories.
     *
     * @param configured the directories in the POM
     * @param basedir the directory whose {@code steps} is the default
     * @return the directories; empty if the POM names none and the default has no manifest
     * @throws ImageException if the POM names an invalid path
     */
    static List<Path> of(List<File> configured, Path basedir) throws ImageException {
        if (!configured.isEmpty()) {
            List<Path> directories = new ArrayList<>();
            for (File directory : configured) {
                directories.add(LocalePath.of(directory, "<stepsDirectories>"));
            }
            return directories;
        }
        Path usual = basedir.resolve("steps");
        return Files.exists(usual.resolve("manifest")) ? List.of(usual) : List.of();
    }

    /**
     * Reads the steps for a goal that needs at least one steps directory.
     *
     * @throws ImageException if there is no steps directory, a directory cannot be read, or the name of a distfile is
     *     not a valid path
     */
    static StepsPlan plan(List<File> configured, Path basedir, String splitBefore) throws ImageException {
        List<Path> directories = of(configured, basedir);
        if (directories.isEmpty()) {
            throw new ImageException("<stepsDirectories>: " + basedir.resolve("steps/manifest")
                    + " does not exist: run Maven in a checkout of live-bootstrap, or name its steps directory");
        }
        StepsPlan plan = read(directories, splitBefore);
        for (Distfile distfile : plan.all()) {
            LocalePath.of(distfile); // throws if the locale cannot express the name
        }
        return plan;
    }

    /**
     * Reads the steps.
     *
     * @throws ImageException if a directory cannot be read
     */
    static StepsPlan read(List<Path> directories, String splitBefore) throws ImageException {
        try {
            return StepsPlan.read(directories, splitBefore);
        } catch (StepsException e) {
            throw new ImageException("<stepsDirectories>: " + e.getMessage(), e);
        }
    }
}
