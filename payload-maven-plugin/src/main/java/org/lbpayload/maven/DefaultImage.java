// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.project.MavenProject;
import org.lbpayload.format.EntryName;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.LocalePath;

/** Computes the default path of a payload image. */
final class DefaultImage {
    /** The default classifier. */
    static final String CLASSIFIER = "payload";

    private DefaultImage() {}

    /**
     * Returns the path of the payload image.
     *
     * @param configured the path in the POM; null for the default
     * @param classifier the classifier of the image
     * @param project the project, or Maven's stand-in for a missing project
     * @param basedir the directory in which Maven runs
     * @throws ImageException if the configured path or the classifier is invalid
     */
    static Path of(File configured, String classifier, MavenProject project, Path basedir) throws ImageException {
        if (classifier.isBlank() || classifier.contains("/") || classifier.contains("\\")) {
            throw new ImageException("<classifier>: expected a part of a file name, found \""
                    + EntryName.printable(classifier) + "\": correct it, or remove it for \"" + CLASSIFIER + "\"");
        }
        if (configured != null) {
            return LocalePath.of(configured, "<imageFile>");
        }
        String name = project.getFile() == null ? "" : project.getBuild().getFinalName() + "-";
        return directory(project, basedir).resolve(LocalePath.of(name + classifier + ".img", "<classifier>"));
    }

    /**
     * Returns the build directory, or {@code target} without a project. The build directory of Maven's stand-in project
     * cannot be used, because it contains the text <code>${project.basedir}</code>.
     */
    static Path directory(MavenProject project, Path basedir) {
        return project.getFile() == null
                ? basedir.resolve("target")
                : Path.of(project.getBuild().getDirectory());
    }
}
