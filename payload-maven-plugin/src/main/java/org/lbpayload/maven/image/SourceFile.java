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
 * A source as it was found on disk.
 *
 * @param source what was asked for
 * @param size its bytes
 * @param modified when its content last changed
 * @param identity another number where another file stands in its place
 */
record SourceFile(ImageSource source, long size, FileTime modified, int identity) {
    /** Looks at a source without reading it. */
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
                    source.origin() + ": " + source.path() + " does not exist: "
                            + (source.sha256().isPresent()
                                    ? "lbpayload:fetch gets it, and lbpayload:check tells all that are missing"
                                    : "put the file there, or take it out of the configuration"),
                    e);
        } catch (IOException e) {
            throw unreadable(source, e);
        }
        if (!attributes.isRegularFile()) {
            throw new ImageException(source.origin() + ": " + source.path() + " is "
                    + (attributes.isDirectory() ? "a directory" : "a special file") + ", expected a regular file: name"
                    + " the file itself, or take it out of the configuration");
        }
        return new SourceFile(source, attributes.size(), attributes.lastModifiedTime(), identity(attributes));
    }

    /** Where it is going to be read: so that what cannot be is told before gigabytes are. */
    void requireReadable() throws ImageException {
        if (!Files.isReadable(source.path())) {
            throw new ImageException(source.origin() + ": " + source.path()
                    + " cannot be read: permission denied; give read permission to the user who runs the build");
        }
    }

    /**
     * Tells files apart that are of one size and time, as those are that a link into a store or an archive with one
     * time for all of them gives. Of the file's key only the hash is taken: its text would take longer than looking at
     * the file does, and so would the time of the last change of the inode.
     */
    static int identity(BasicFileAttributes attributes) {
        return Objects.hashCode(attributes.fileKey()); // 0 where the file system has no such key
    }

    /** A time in nanoseconds since 1970; its own text form would bring half of java.time with it. */
    static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    static ImageException unreadable(ImageSource source, IOException cause) {
        return new ImageException(
                source.origin() + ": " + source.path() + " cannot be read: " + Reason.of(cause)
                        + "; check its permissions and the disk it is on",
                cause);
    }

    /** Where the file is no longer what was inspected. */
    void checkUnchanged() throws ImageException {
        SourceFile now = inspect(source);
        if (now.size != size || !now.modified.equals(modified)) {
            throw changed("it was " + size + " bytes of " + modified + " and is now " + now.size + " bytes of "
                    + now.modified);
        }
    }

    ImageException changed(String how) {
        return new ImageException(source.origin() + ": " + source.path() + " changed while it was read: " + how
                + "; build again when nothing writes to it");
    }
}
