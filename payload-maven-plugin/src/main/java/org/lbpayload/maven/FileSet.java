// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.ImageSource;

/**
 * An element of {@code <fileSets>} or {@code <overlayFileSets>}, with the elements and defaults of Maven's file sets.
 */
public final class FileSet extends org.apache.maven.shared.model.fileset.FileSet {
    private static final long serialVersionUID = 1L;
    private static final String ORIGIN = "<fileSets>";

    /** Sets the directory from the short form, an element with text only. */
    public void set(String directory) {
        setDirectory(directory);
    }

    /** Returns the files of the file set. A relative directory is resolved against {@code basedir}. */
    List<ImageSource> list(Path basedir) throws ImageException {
        List<ImageSource> sources = new ArrayList<>();
        for (FileSetScanner.Match match : new FileSetScanner(this, basedir, ORIGIN).scan(isFollowSymlinks())) {
            boolean omitted = match.attributes().isSymbolicLink() && !isFollowSymlinks();
            if (!match.attributes().isDirectory() && !omitted) {
                sources.add(ImageSource.of(match.path(), ORIGIN));
            }
        }
        return sources;
    }
}
