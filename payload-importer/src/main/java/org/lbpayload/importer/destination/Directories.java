// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.destination;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lbpayload.format.EntryName;

/** Creates, lists and syncs directories. */
final class Directories {
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rwxr-xr-x");

    private Directories() {}

    /**
     * Creates the missing directories of {@code path}.
     *
     * @param created receives each created directory, ancestors first, also if a later one fails
     */
    static void create(Path path, List<Path> created) throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        Path parent = path.getParent();
        if (parent != null) {
            create(parent, created);
        }
        try {
            Files.createDirectory(path);
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(path)) {
                return; // another process created it just now
            }
            throw new IOException(EntryName.printable(path.toString()) + " exists and is not a directory");
        }
        created.add(path);
        setPermissions(path, MODE);
    }

    /** Deletes these directories, the last one first, as long as they are empty. */
    static void deleteEmpty(List<Path> directories) throws IOException {
        for (int i = directories.size() - 1; i >= 0; i--) {
            Files.delete(directories.get(i));
        }
    }

    /** Sets permissions whatever the umask; does nothing if the file system has none or refuses to change them. */
    static void setPermissions(Path path, Set<PosixFilePermission> permissions) throws IOException {
        try {
            Files.setPosixFilePermissions(path, permissions);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // such a file system decides on its own who may read a file
        }
    }

    /** Returns whether a file has exactly these permissions; false if the file system has none. */
    static boolean hasPermissions(Path path, Set<PosixFilePermission> permissions) {
        try {
            return Files.getPosixFilePermissions(path).equals(permissions);
        } catch (UnsupportedOperationException | IOException e) {
            return false;
        }
    }

    /** Returns the paths in a directory. */
    static List<Path> list(Path directory) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path path : stream) {
                paths.add(path);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return paths;
    }

    /** Brings the names in a directory to stable storage. */
    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Syncs the ancestors of {@code directory} on the same file system. An earlier run may have created them and been
     * killed before it could sync them.
     */
    static void syncAncestors(Path directory) throws IOException {
        Object device = PathAttributes.device(directory);
        Path ancestor = directory.getParent();
        while (ancestor != null && device != null && device.equals(PathAttributes.device(ancestor))) {
            try {
                sync(ancestor);
            } catch (AccessDeniedException e) {
                // This user may pass through the directory, but not open it.
            }
            ancestor = ancestor.getParent();
        }
    }
}
