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

/** Methods that create, list and sync directories. */
final class Directories {
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rwxr-xr-x");

    private Directories() {}

    /**
     * Creates the directory {@code path} and its missing ancestors.
     *
     * @param created a list to which each created directory is added, ancestors first, even if this method fails later
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
                return; // another process has just created the directory
            }
            throw new IOException(EntryName.printable(path.toString()) + " exists and is not a directory");
        }
        created.add(path);
        setPermissions(path, MODE);
    }

    /**
     * Deletes empty directories, in reverse order of the list.
     *
     * @throws IOException if a directory is not empty or cannot be deleted; earlier directories in the list remain
     */
    static void deleteEmpty(List<Path> directories) throws IOException {
        for (int i = directories.size() - 1; i >= 0; i--) {
            Files.delete(directories.get(i));
        }
    }

    /**
     * Sets permissions independently of the umask. Does nothing if the file system has no permissions or cannot change
     * them.
     */
    static void setPermissions(Path path, Set<PosixFilePermission> permissions) throws IOException {
        try {
            Files.setPosixFilePermissions(path, permissions);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // On vfat, for example, the mount options determine the permissions.
        }
    }

    /**
     * Returns whether a file has exactly the given permissions. Returns false if the file system has no permissions.
     */
    static boolean hasPermissions(Path path, Set<PosixFilePermission> permissions) {
        try {
            return Files.getPosixFilePermissions(path).equals(permissions);
        } catch (UnsupportedOperationException | IOException e) {
            return false;
        }
    }

    /** Returns the paths of the directory's files, in no particular order. */
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

    /** Syncs a directory, so that the names in it are on stable storage. */
    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Syncs the ancestors of {@code directory} that are on the same file system. An earlier run may have created these
     * ancestors, but may have been killed before the sync.
     */
    static void syncAncestors(Path directory) throws IOException {
        Object device = PathAttributes.device(directory);
        Path ancestor = directory.getParent();
        while (ancestor != null && device != null && device.equals(PathAttributes.device(ancestor))) {
            try {
                sync(ancestor);
            } catch (AccessDeniedException e) {
                // The user may traverse this directory, but may not open it.
            }
            ancestor = ancestor.getParent();
        }
    }
}
