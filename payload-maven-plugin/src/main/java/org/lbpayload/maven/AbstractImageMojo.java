// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;
import org.lbpayload.maven.image.ImageException;

/** A goal that reads a payload image. */
abstract class AbstractImageMojo extends AbstractPayloadMojo {
    /**
     * The payload image to read. Default: the image that {@code lbpayload:build} writes.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.imageFile")
    private File imageFile;

    /**
     * The classifier of the image, which is also the end of the default file name. A project that builds several images
     * gives each its own classifier.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.classifier", defaultValue = DefaultImage.CLASSIFIER)
    private String classifier;

    final Path image() throws ImageException {
        return DefaultImage.of(imageFile, classifier, project(), basedir());
    }
}
