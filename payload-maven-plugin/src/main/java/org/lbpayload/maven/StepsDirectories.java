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

/** The configured steps directories of a project, or the default directory. */
final class StepsDirectories {
    private StepsDirectories() {}

    /**
     * Returns the steps directories.
     *
     * @param basedir the parent of the default directory {@code steps}
     * @return the directories, or an empty list if none is configured and the default directory has no manifest
     * @throws ImageException if a configured path is invalid
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
     * Reads the steps for a goal that requires at least one steps directory.
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
            LocalePath.of(distfile); // throws if the name cannot be encoded in the locale
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
