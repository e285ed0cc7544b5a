// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.lbpayload.maven.image.DistfilesDirectory;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.ImageSource;
import org.lbpayload.maven.steps.Distfile;
import org.lbpayload.maven.steps.StepsPlan;

/**
 * The distfiles to pack. If there are steps, only their payload distfiles are packed. Without steps, all files in the
 * distfiles directory are packed.
 *
 * @param defaultDirectory the default distfiles directory, which may be missing
 * @param stepsDirectories the steps directories of live-bootstrap, or an empty list
 * @param splitBefore the argument of the {@code improve:} directive that ends the early steps
 */
record DistfileSources(Path directory, Path defaultDirectory, List<Path> stepsDirectories, String splitBefore) {
    /**
     * Returns the distfiles to pack. If there are steps, each distfile has a pinned SHA-256.
     *
     * @param image the payload image, which must not be in the distfiles directory if there are no steps
     * @param warnings a consumer that receives warnings about steps and directories
     */
    List<ImageSource> list(Path image, Consumer<String> warnings) throws ImageException {
        return stepsDirectories.isEmpty() ? all(image, warnings) : payload(warnings);
    }

    /** Returns the reason why there is nothing to pack, as the beginning of a message. */
    String nothingToPack() {
        if (!stepsDirectories.isEmpty()) {
            return "<stepsDirectories>: there is nothing to pack: the steps in " + stepsDirectories.get(0)
                    + " need no distfiles after improve: " + splitBefore;
        }
        return "<distfilesDirectory>: there is nothing to pack: " + directory
                + (Files.isDirectory(directory) ? " has no files" : " does not exist");
    }

    private List<ImageSource> payload(Consumer<String> warnings) throws ImageException {
        StepsPlan plan = StepsDirectories.read(stepsDirectories, splitBefore);
        plan.warnings().forEach(warnings);
        List<ImageSource> sources = new ArrayList<>();
        for (Distfile distfile : plan.payload()) {
            sources.add(ImageSource.of(distfile, directory));
        }
        return sources;
    }

    private List<ImageSource> all(Path image, Consumer<String> warnings) throws ImageException {
        if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS) && directory.equals(defaultDirectory)) {
            return List.of();
        }
        if (isSame(directory, image.getParent())) {
            throw new ImageException("<imageFile>: " + image
                    + " is in <distfilesDirectory>, whose files are all packed:" + " name a file in another directory");
        }
        return DistfilesDirectory.list(directory, warnings);
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false; // a directory is missing, or DistfilesDirectory.list reports the error
        }
    }
}
