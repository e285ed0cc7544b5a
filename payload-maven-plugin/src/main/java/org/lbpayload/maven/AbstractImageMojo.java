// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;
import org.lbpayload.maven.image.ImageException;

/** The base class of the goals that write or read a payload image. */
abstract class AbstractImageMojo extends AbstractPayloadMojo {
    /**
     * The payload image. {@code lbpayload:build} writes this file, but never replaces a file that is not a payload
     * image. The default is {@code ${project.build.directory}/${project.build.finalName}-CLASSIFIER.img}, or
     * {@code target/CLASSIFIER.img} without a project.
     */
    @Parameter(property = "lbpayload.imageFile")
    private File imageFile;

    /**
     * The classifier of the image, which is also part of the default file name. If a project builds several images,
     * give each image a different classifier.
     */
    @Parameter(property = "lbpayload.classifier", defaultValue = DefaultImage.CLASSIFIER)
    private String classifier;

    final boolean hasDefaultImage() {
        return imageFile == null;
    }

    final String classifier() {
        return classifier;
    }

    final Path image() throws ImageException {
        return DefaultImage.of(imageFile, classifier, project(), basedir());
    }
}
