// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.lbpayload.maven.image.DistfilesDirectory;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.ImageSource;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.steps.Distfile;
import org.lbpayload.maven.steps.StepsException;
import org.lbpayload.maven.steps.StepsPlan;

/**
 * Lists the distfiles to pack: the payload distfiles of the steps, or all files of the directory if there are no steps.
 *
 * @param directory the directory of the distfiles
 * @param defaultDirectory the default of {@code <distfilesDirectory>}; this directory may be missing
 * @param stepsDirectories the steps directories of live-bootstrap; may be empty
 * @param splitBefore the directive that ends the early steps
 */
record DistfileSources(Path directory, Path defaultDirectory, List<Path> stepsDirectories, String splitBefore) {
    /**
     * Returns the distfiles to pack. If there are steps, each distfile has a pinned SHA-256.
     *
     * @param image the payload image; without steps, it must not be in the distfiles directory
     * @param warnings receives warnings about steps and directories
     */
    List<ImageSource> list(Path image, Consumer<String> warnings) throws ImageException {
        return stepsDirectories.isEmpty() ? all(image, warnings) : payload(warnings);
    }

    /** Returns the reason why the list is empty, as the beginning of a sentence. */
    String nothingToPack() {
        if (!stepsDirectories.isEmpty()) {
            return "<stepsDirectories>: there is nothing to pack: the steps in " + stepsDirectories.get(0)
                    + " need no distfiles after improve: " + splitBefore;
        }
        return "<distfilesDirectory>: there is nothing to pack: " + directory
                + (Files.isDirectory(directory) ? " has no files" : " does not exist");
    }

    private List<ImageSource> payload(Consumer<String> warnings) throws ImageException {
        StepsPlan plan;
        try {
            plan = StepsPlan.read(stepsDirectories, splitBefore);
        } catch (StepsException e) {
            throw new ImageException("<stepsDirectories>: " + e.getMessage(), e);
        }
        plan.warnings().forEach(warnings);
        List<ImageSource> sources = new ArrayList<>();
        for (Distfile distfile : plan.payload()) {
            String origin = "<stepsDirectories> " + distfile.definedAt();
            Path path = directory.resolve(LocalePath.of(distfile));
            sources.add(new ImageSource(distfile.name(), path, origin, Optional.of(distfile.sha256())));
        }
        return sources;
    }

    private List<ImageSource> all(Path image, Consumer<String> warnings) throws ImageException {
        if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS) && directory.equals(defaultDirectory)) {
            return List.of();
        }
        if (isSame(directory, image.getParent())) {
            throw new ImageException("<imageFile>: " + image + " is in <distfilesDirectory>, whose files are all"
                    + " packed: name a file in another directory");
        }
        return DistfilesDirectory.list(directory, warnings);
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false; // one of them is missing, or the list fails for the same reason
        }
    }
}
