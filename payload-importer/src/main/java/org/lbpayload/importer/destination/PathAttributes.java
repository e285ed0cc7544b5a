// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.destination;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Methods that read attributes of files. */
final class PathAttributes {
    private PathAttributes() {}

    /** Returns the attributes of {@code path}, or null if nothing exists there. Symbolic links are not followed. */
    static @Nullable BasicFileAttributes of(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Returns the file key (device and inode) of the file at {@code path}, or null if nothing exists there. */
    static @Nullable Object key(Path path) throws IOException {
        BasicFileAttributes attributes = of(path);
        return attributes == null ? null : attributes.fileKey();
    }

    /**
     * Returns the device number of the file system that contains {@code path}, or null if the platform has no device
     * numbers.
     */
    static @Nullable Object device(Path path) throws IOException {
        try {
            return Files.getAttribute(path, "unix:dev");
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return null;
        }
    }
}
