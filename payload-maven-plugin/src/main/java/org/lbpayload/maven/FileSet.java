// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.shared.model.fileset.util.FileSetManager;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.ImageSource;

/** One {@code <fileSet>} of {@code <fileSets>}: Maven's own, with its elements and defaults. */
public final class FileSet extends org.apache.maven.shared.model.fileset.FileSet {
    private static final long serialVersionUID = 1L;

    /** Takes the short form: the folder alone. */
    public void set(String directory) {
        setDirectory(directory);
    }

    /** The files of the set. A relative folder counts from {@code basedir}, as everywhere in a POM. */
    List<ImageSource> list(Path basedir) throws ImageException {
        if (getDirectory() == null || getDirectory().isBlank()) {
            throw new ImageException("<fileSets>: expected a <directory>, found none: give the file set one");
        }
        Path directory = basedir.resolve(getDirectory());
        if (!Files.isDirectory(directory)) {
            throw new ImageException("<fileSets>: " + directory
                    + " is not a folder: make it, or name another <directory> for the file set");
        }
        try {
            setDirectory(directory.toRealPath().toString()); // the scanner does not enter what is a link itself
        } catch (IOException e) {
            throw new ImageException("<fileSets>: " + directory + " cannot be looked at: " + e, e);
        }
        List<ImageSource> sources = new ArrayList<>();
        for (String file : new FileSetManager().getIncludedFiles(this)) {
            try {
                sources.add(ImageSource.of(directory.resolve(file), "<fileSets>"));
            } catch (InvalidPathException e) {
                throw new ImageException(
                        "<fileSets>: a file in " + directory + " has a name that the encoding of this locale does not"
                                + " have: set LC_ALL to a UTF-8 locale such as C.UTF-8",
                        e);
            }
        }
        return sources;
    }
}
