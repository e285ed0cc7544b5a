// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.ImageSource;
import org.lbpayload.maven.image.LocalePath;

/** One {@code <file>} of {@code <files>}. */
public final class FileItem {
    /** The file. Required. */
    private File source;

    /** The name of its entry; by default the file's own. */
    private String name;

    /** Takes the short form: the path alone. */
    public void set(String path) {
        source = new File(path);
    }

    /** The file to pack. A relative path counts from {@code basedir}, as everywhere in a POM. */
    ImageSource source(Path basedir) throws ImageException {
        if (source == null) {
            throw new ImageException("<files>: expected a <source>, found none: give each <file> one");
        }
        Path path = basedir.resolve(LocalePath.of(source, "<files>"));
        return name == null
                ? ImageSource.of(path, "<files>")
                : new ImageSource(name, path, "<files>", Optional.empty());
    }
}
