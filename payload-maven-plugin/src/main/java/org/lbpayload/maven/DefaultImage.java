// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.project.MavenProject;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.LocalePath;

/** Where the payload image of a project is unless its POM says otherwise. */
final class DefaultImage {
    private DefaultImage() {}

    /**
     * The image.
     *
     * @param configured where the POM says it is; may be null
     * @param project the project, or Maven's stand-in where there is none
     * @param basedir the folder that Maven runs in
     * @throws ImageException where what the POM says is no path
     */
    static Path of(File configured, MavenProject project, File basedir) throws ImageException {
        if (configured != null) {
            return LocalePath.of(configured, "<imageFile>");
        }
        String name = project.getFile() == null ? "" : project.getBuild().getFinalName() + "-";
        return folder(project, basedir).resolve(name + "payload.img");
    }

    /**
     * The folder for what is built; Maven's stand-in for a project names one that is called <code>${project.basedir}
     * </code>.
     */
    static Path folder(MavenProject project, File basedir) {
        return project.getFile() == null
                ? basedir.toPath().resolve("target")
                : Path.of(project.getBuild().getDirectory());
    }
}
