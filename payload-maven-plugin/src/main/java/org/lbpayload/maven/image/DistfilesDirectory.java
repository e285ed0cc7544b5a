// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lbpayload.maven.io.Reason;

/** A folder of distfiles: every file directly in it is a source, folders in it are not looked at. */
public final class DistfilesDirectory {
    private DistfilesDirectory() {}

    /**
     * Lists a folder. What is neither a file nor a folder, such as a dangling link, is listed as well, so that it is
     * told as an error rather than left out in silence.
     *
     * @return the sources in no particular order
     * @throws ImageException where {@code directory} cannot be listed
     */
    public static List<ImageSource> list(Path directory) throws ImageException {
        List<ImageSource> sources = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                if (!Files.isDirectory(child)) {
                    sources.add(ImageSource.of(child, "<distfilesDirectory>"));
                }
            }
        } catch (IOException e) {
            throw unlistable(directory, e);
        } catch (DirectoryIteratorException e) {
            throw unlistable(directory, e.getCause());
        }
        return sources;
    }

    private static ImageException unlistable(Path directory, IOException cause) {
        return new ImageException(
                "<distfilesDirectory>: " + directory + " cannot be listed: " + Reason.of(cause)
                        + "; expected a folder with the files to pack: make it, or name another",
                cause);
    }
}
