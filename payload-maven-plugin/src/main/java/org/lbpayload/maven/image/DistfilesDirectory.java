// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.lbpayload.maven.io.Reason;

/** A directory of distfiles. The files in the directory are packed, but not the subdirectories. */
public final class DistfilesDirectory {
    /** The name prefix of the directory in which lbpayload:fetch keeps interrupted downloads. */
    private static final String OWN_PREFIX = ".lbpayload";

    private DistfilesDirectory() {}

    /**
     * Lists a directory. The result includes paths that are neither files nor directories, such as dangling symbolic
     * links, so that the build reports these paths.
     *
     * @param warnings a consumer that receives a warning about each subdirectory
     * @return the sources in no particular order
     * @throws ImageException if the directory cannot be listed
     */
    public static List<ImageSource> list(Path directory, Consumer<String> warnings) throws ImageException {
        List<ImageSource> sources = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                if (!Files.isDirectory(child)) {
                    sources.add(ImageSource.of(child, "<distfilesDirectory>"));
                } else if (!child.getFileName().toString().startsWith(OWN_PREFIX)) {
                    warnings.accept("<distfilesDirectory>: the directory " + child
                            + " is not packed: move its files to the parent directory,"
                            + " or name the directory in <fileSets>");
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
                "<distfilesDirectory>: cannot list " + directory + ": " + Reason.of(cause)
                        + "; create the directory, or name another one",
                cause);
    }
}
