// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.nio.file.Path;
import org.apache.maven.shared.model.fileset.FileSet;
import org.lbpayload.maven.early.EarlyException;
import org.lbpayload.maven.early.Initramfs;
import org.lbpayload.maven.image.ImageException;

/**
 * A file set to add to an initramfs. Empty directories and symbolic links are also added.
 *
 * @param target the path in the initramfs without leading or trailing slashes, or an empty string for the root
 */
record Layer(FileSetScanner scanner, String target) {
    /** Creates a layer from a file set. A relative directory is resolved against {@code basedir}. */
    static Layer of(FileSet fileSet, Path basedir) throws ImageException {
        FileSetScanner scanner = new FileSetScanner(fileSet, basedir, "<overlayFileSets>");
        String target = fileSet.getOutputDirectory() == null ? "" : fileSet.getOutputDirectory();
        return new Layer(scanner, target.replaceAll("^/+|/+$", ""));
    }

    void addTo(Initramfs initramfs) throws EarlyException, ImageException {
        for (FileSetScanner.Match match : scanner.scan(false)) {
            initramfs.add(match.path(), target.isEmpty() ? match.name() : target + "/" + match.name());
        }
    }
}
