// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.project.MavenProject;
import org.lbpayload.format.EntryName;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.LocalePath;

/** The default path of a payload image. */
final class DefaultImage {

    static final String CLASSIFIER = "payload";

    private DefaultImage() {}

    /**
     * Returns the path of the payload image.
     *
     * @param configured the configured path, or null for the default
     * @param project the project, or Maven's stand-in project if there is no POM
     * @param basedir the directory of the project, or the current directory without a project
     * @throws ImageException if the configured path or the classifier is invalid
     */
    static Path of(File configured, String classifier, MavenProject project, Path basedir) throws ImageException {
        if (classifier.isBlank() || classifier.contains("/") || classifier.contains("\\")) {
            throw new ImageException(
                    "<classifier>: expected a part of a file name, found \"" + EntryName.printable(classifier)
                            + "\": correct the classifier, or remove it to use \"" + CLASSIFIER + "\"");
        }
        if (configured != null) {
            return LocalePath.of(configured, "<imageFile>");
        }
        String name = project.getFile() == null ? "" : project.getBuild().getFinalName() + "-";
        return directory(project, basedir).resolve(LocalePath.of(name + classifier + ".img", "<classifier>"));
    }

    /**
     * Returns the build directory, or {@code target} if there is no project. The build directory of Maven's stand-in
     * project is unusable, because its path contains the literal text <code>${project.basedir}</code>.
     */
    static Path directory(MavenProject project, Path basedir) {
        return project.getFile() == null
                ? basedir.resolve("target")
                : Path.of(project.getBuild().getDirectory());
    }
}
