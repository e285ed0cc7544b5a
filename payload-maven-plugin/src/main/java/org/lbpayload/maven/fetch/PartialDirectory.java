// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The directory for partial files. The directory is inside the distfiles directory, so that a rename can publish a
 * complete file. After a run, the directory exists only if it contains partial files to resume.
 *
 * @param path the directory, which also contains the lock file of the run
 */
record PartialDirectory(Path path) {
    /** The name of the directory, which no distfile may have. */
    static final String NAME = ".lbpayload-fetch";

    /**
     * Returns the directory for partial files.
     *
     * @throws IOException if something other than a directory has this name, for example a symbolic link
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

    /** Creates the subdirectory for the partial files. The caller must hold the lock of the run. */
    void create() throws IOException {
        requireDirectory(path);
        if (!Files.isDirectory(files(), LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(files());
        }
    }

    /** Deletes the subdirectory for the partial files if it is empty. The caller must hold the lock of the run. */
    void deleteFilesIfEmpty() throws IOException {
        deleteIfEmpty(files());
    }

    /** Deletes the directory if it contains neither partial files nor the lock file of another run. */
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
            // The directory still contains files.
            return;
        }
    }
}
