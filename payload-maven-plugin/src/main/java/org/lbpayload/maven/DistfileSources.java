// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

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
 * What is packed from the distfiles folder: what the steps need behind the split, or without steps every file.
 *
 * @param directory the distfiles folder
 * @param defaultDirectory the one that need not exist
 * @param stepsFolders live-bootstrap's steps folders, if there are any
 * @param splitBefore the directive before which distfiles are early
 */
record DistfileSources(Path directory, Path defaultDirectory, List<Path> stepsFolders, String splitBefore) {
    /**
     * The files; with steps, each with its pin.
     *
     * @param image where the image is to stand, which cannot be among them
     * @param warnings hears what is odd about the steps
     */
    List<ImageSource> list(Path image, Consumer<String> warnings) throws ImageException {
        return stepsFolders.isEmpty() ? all(image, warnings) : payload(warnings);
    }

    /** Why there are none, as the beginning of a sentence. */
    String nothingToPack() {
        if (!stepsFolders.isEmpty()) {
            return "<stepsDirectories>: there is nothing to pack: the steps in " + stepsFolders.get(0)
                    + " need no distfiles behind improve: " + splitBefore;
        }
        return "<distfilesDirectory>: there is nothing to pack: " + directory
                + (Files.isDirectory(directory) ? " has no files" : " does not exist");
    }

    private List<ImageSource> payload(Consumer<String> warnings) throws ImageException {
        StepsPlan plan;
        try {
            plan = StepsPlan.read(stepsFolders, splitBefore);
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
        if (directory.equals(image.getParent())) {
            throw new ImageException("<imageFile>: " + image + " is in the <distfilesDirectory>, whose files are all"
                    + " packed: write the image into another folder");
        }
        return DistfilesDirectory.list(directory, warnings);
    }
}
