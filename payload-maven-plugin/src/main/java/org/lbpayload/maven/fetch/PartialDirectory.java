// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The directory for partial files. It is inside the distfiles directory, so that a complete file only needs a rename.
 * It exists during a run, and afterwards as long as it has files to resume.
 *
 * @param path the directory, which also has the lock file of the run
 */
record PartialDirectory(Path path) {
    /** The name of the directory, which no distfile may have. */
    static final String NAME = ".lbpayload-fetch";

    /**
     * Returns the directory for partial files.
     *
     * @param distfiles the distfiles directory
     * @throws IOException if something else than a directory has this name, for example a symbolic link
     */
    static PartialDirectory in(Path distfiles) throws IOException {
        PartialDirectory directory = new PartialDirectory(distfiles.resolve(NAME));
        requireDirectory(directory.path);
        requireDirectory(directory.files());
        return directory;
    }

    private static void requireDirectory(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(
                    path.toString(), null, path + ": expected a directory, found something else; delete it");
        }
    }

    Path lockFile() {
        return path.resolve("lock");
    }

    PartialFile file(String name) {
        return new PartialFile(files().resolve(name));
    }

    /** Creates the directory of the files. The caller holds the lock. */
    void create() throws IOException {
        requireDirectory(path);
        if (!Files.isDirectory(files(), LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(files());
        }
    }

    /** Deletes the directory of the files if it is empty. The caller holds the lock. */
    void deleteFilesIfEmpty() throws IOException {
        deleteIfEmpty(files());
    }

    /** Deletes the directory if it has neither partial files nor the lock file of another run. */
    void deleteIfEmpty() throws IOException {
        deleteIfEmpty(path);
    }

    private Path files() {
        return path.resolve("parts");
    }

    private static void deleteIfEmpty(Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            // It is still needed.
            return;
        }
    }
}
