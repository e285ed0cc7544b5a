// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.lbpayload.format.EntryName;
import org.lbpayload.maven.io.Reason;

/**
 * A source and its state on disk.
 *
 * @param size the size in bytes
 * @param identity a number that usually changes when another file replaces the source
 */
record SourceFile(ImageSource source, long size, FileTime modified, int identity) {
    /** Reads the attributes of a source, but not its content. */
    static SourceFile inspect(ImageSource source) throws ImageException {
        String problem = EntryName.problem(source.name());
        if (problem != null) {
            throw new ImageException(source.origin() + ": " + source.path() + " cannot be packed as \""
                    + EntryName.printable(source.name()) + "\", a name that " + problem
                    + ": rename the file, or pack it through <files> with another <name>");
        }
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(source.path(), BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            throw new ImageException(
                    source.origin() + ": " + source.path()
                            + (Files.isSymbolicLink(source.path())
                                    ? " is a symbolic link to a missing file: "
                                    : " does not exist: ")
                            + (source.sha256().isPresent()
                                    ? "run lbpayload:fetch, or lbpayload:check for a list of all missing distfiles"
                                    : "create the file, or remove it from the configuration"),
                    e);
        } catch (IOException e) {
            throw unreadable(source, e);
        }
        if (!attributes.isRegularFile()) {
            throw new ImageException(source.origin() + ": " + source.path() + " is "
                    + (attributes.isDirectory() ? "a directory" : "a special file") + ", expected a regular file: name"
                    + " a file, or remove the path from the configuration");
        }
        return new SourceFile(source, attributes.size(), attributes.lastModifiedTime(), identity(attributes));
    }

    /** Fails if the file is not readable. Called for all files before the first file is read. */
    void requireReadable() throws ImageException {
        if (!Files.isReadable(source.path())) {
            throw new ImageException(source.origin() + ": " + source.path()
                    + " cannot be read: permission denied; give read permission to the user who runs the build");
        }
    }

    /**
     * Returns a number that distinguishes most files with the same size and modification time. The modification times
     * are often equal if the files come from an archive.
     */
    static int identity(BasicFileAttributes attributes) {
        return Objects.hashCode(attributes.fileKey()); // 0 if the file system has no file keys
    }

    /** Returns a time in nanoseconds since 1970. */
    static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    static ImageException unreadable(ImageSource source, IOException cause) {
        return new ImageException(
                source.origin() + ": " + source.path() + " cannot be read: " + Reason.of(cause)
                        + "; check its permissions and its disk",
                cause);
    }

    /** Fails if the file has changed since the inspection. */
    void requireUnchanged() throws ImageException {
        SourceFile now = inspect(source);
        if (now.size != size || !now.modified.equals(modified)) {
            throw changed(
                    "expected " + size + " bytes of " + modified + ", found " + now.size + " bytes of " + now.modified);
        }
    }

    ImageException changed(String how) {
        return new ImageException(source.origin() + ": " + source.path() + " changed while it was read: " + how
                + "; build again after the file is complete");
    }
}
