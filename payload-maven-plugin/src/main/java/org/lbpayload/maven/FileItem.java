// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.ImageSource;
import org.lbpayload.maven.image.LocalePath;

/** A {@code <file>} element of {@code <files>}. */
public final class FileItem {
    /** The file to pack. Required. */
    private File source;

    /** The name of the entry in the image. The default is the base name of the file. */
    private String name;

    /** Sets the source from the short form, a {@code <file>} with text only. */
    public void set(String path) {
        source = new File(path);
    }

    /** Returns the file to pack. A relative path is resolved against {@code basedir}. */
    ImageSource source(Path basedir) throws ImageException {
        if (source == null) {
            throw new ImageException("<files>: expected a <source>, found none: add a <source> to each <file>");
        }
        Path path = basedir.resolve(LocalePath.of(source, "<files>"));
        return name == null
                ? ImageSource.of(path, "<files>")
                : new ImageSource(name, path, "<files>", Optional.empty());
    }
}
