// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.io.GoalException;

/** A {@code <payload>} element of {@code <payloads>}. */
public final class PayloadItem {
    /** The payload image. */
    @Parameter
    private File imageFile;

    /** The classifier of an image that {@code lbpayload:build} writes, as an alternative to {@code imageFile}. */
    @Parameter
    private String classifier;

    /** The directory on the target that receives the payload. */
    @Parameter(required = true)
    private String destination;

    /** Creates an empty item, whose fields Maven then sets. */
    public PayloadItem() {}

    PayloadItem(File imageFile, String classifier, String destination) {
        this.imageFile = imageFile;
        this.classifier = classifier;
        this.destination = destination;
    }

    Path image(MavenProject project, Path basedir) throws GoalException {
        if ((imageFile == null) == (classifier == null)) {
            throw new GoalException("<payloads>: expected an <imageFile> or a <classifier> in each <payload>, found "
                    + (imageFile == null ? "neither" : "both") + ": set exactly one of them");
        }
        Path image = imageFile == null
                ? DefaultImage.of(null, classifier, project, basedir)
                : LocalePath.of(imageFile, "<payloads>");
        return basedir.resolve(image).normalize();
    }

    String destination() throws GoalException {
        if (destination == null) {
            throw new GoalException("<payloads>: expected a <destination> in each <payload>, found none: add it");
        }
        return destination;
    }
}
