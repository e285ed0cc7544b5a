// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;

/**
 * The folder to import to. Nothing is written before {@link #lock}; from then on no other importer is at work in it.
 */
final class Destination implements Closeable {
    private static final int FOLDER_MODE = 0755;
    private static final String FOLDER = "rwxr-xr-x";

    private final boolean namesAreUtf8 = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
    private final Path given;
    private Path folder;
    private @Nullable FolderLock lock;
    private TemporaryFiles temporaryFiles;
    private boolean made;
    private boolean empty;

    /** @param path as the user gave it; may be a symbolic link to a folder, need not exist */
    Destination(String path) {
        this(Paths.get(path));
    }

    Destination(Path path) {
        given = path;
        folder = path;
        temporaryFiles = new TemporaryFiles(path);
    }

    /** The name for messages. */
    String name() {
        return EntryName.printable(given.toString());
    }

    /** @throws ImportException where there is something else than a folder, or a link to one */
    void checkIsFolder() throws ImportException {
        if (Files.exists(given) && !Files.isDirectory(given)) {
            throw new ImportException(name() + " is no folder: name one, or a place where one can be made");
        }
    }

    /** Whether this importer has it for itself. */
    boolean isLocked() {
        return lock != null;
    }

    /** Whether an importer that was killed, or is at work, has left something that {@link #lock} would remove. */
    boolean hasLeftovers() {
        return FolderLock.isIn(folder);
    }

    /**
     * Makes the folder where it is missing, keeps other importers out of it until {@link #close}, and removes what
     * importers that were killed have left in it.
     */
    void lock() throws ImportException {
        try {
            made = makeFolders(given.toAbsolutePath());
            folder = given.toRealPath();
            temporaryFiles = new TemporaryFiles(folder);
        } catch (IOException e) {
            throw new ImportException("cannot make the folder " + name(), e);
        }
        try {
            lock = FolderLock.take(folder, name());
        } catch (IOException e) {
            throw new ImportException("cannot make the lock file " + FolderLock.NAME + " in " + name(), e);
        }
        try {
            empty = made || removeLeftovers();
        } catch (IOException e) {
            throw new ImportException("cannot remove what an earlier import left in " + name(), e);
        }
    }

    /** Whether there was something to make. */
    private static boolean makeFolders(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return false;
        }
        Path parent = path.getParent();
        if (parent != null) {
            makeFolders(parent);
        }
        try {
            Files.createDirectory(path);
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(path)) {
                return false; // somebody else made it just now
            }
            throw new IOException("there is something else than a folder at " + EntryName.printable(path.toString()));
        }
        if (!hasMode(path, FOLDER_MODE)) {
            setPermissions(path, PosixFilePermissions.fromString(FOLDER));
        }
        if (parent != null) {
            sync(parent);
        }
        return true;
    }

    /** Whether nothing else was there. */
    private boolean removeLeftovers() throws IOException {
        boolean nothingElse = true;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (TemporaryFiles.have(name)) {
                    if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                        Files.delete(file);
                    }
                } else if (!name.equals(FolderLock.NAME)) {
                    nothingElse = false;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return nothingElse;
    }

    /** Whether names that differ in case alone are one file's; to be asked when the lock is taken. */
    boolean ignoresCase() throws ImportException {
        try {
            return lock != null && lock.ignoresCase();
        } catch (IOException e) {
            throw new ImportException("cannot look into the folder " + name(), e);
        }
    }

    /** Whether, when the lock was taken, there was nothing in the folder. */
    boolean wasEmpty() {
        return empty;
    }

    /**
     * The place of an entry.
     *
     * @throws ImportException where the Java platform, in this locale, would store another name than the entry's
     */
    Path path(String name) throws ImportException {
        checkName(name);
        return folder.resolve(name);
    }

    /** Refuses the names that {@link #path} refuses, without the work of making a path. */
    void checkName(String name) throws ImportException {
        if (!namesAreUtf8 && !isAscii(name)) {
            throw new ImportException(
                    "the name " + EntryName.printable(name) + " cannot be stored in the locale's encoding "
                            + System.getProperty("sun.jnu.encoding")
                            + ": run with LC_ALL=C.UTF-8");
        }
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is a regular file of this name, no link to one, with this size in bytes. */
    boolean hasFile(String name, long size) throws ImportException {
        try {
            BasicFileAttributes file = attributes(path(name));
            return file != null && file.isRegularFile() && file.size() == size;
        } catch (IOException e) {
            return false; // the import proper says what is wrong with it
        }
    }

    /** What tells the file of this name from others: the file system's own key. */
    Object key(String name) throws ImportException {
        try {
            return Files.readAttributes(path(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (IOException e) {
            throw new ImportException("cannot look into the folder " + name(), e);
        }
    }

    /**
     * What stands at a path, links not followed.
     *
     * @return null where there is nothing
     */
    static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Makes temporary files beforehand: {@link TemporaryFiles#reserve}. Those not taken are gone after close. */
    boolean reserve(int files) {
        return temporaryFiles.reserve(files);
    }

    /**
     * A new, empty file with a name of the importer's own, readable for all whatever the umask says, where its system
     * lets it.
     */
    TemporaryFile createTemporary() throws ImportException {
        try {
            return temporaryFiles.create();
        } catch (IOException e) {
            throw new ImportException("cannot make a temporary file in " + name(), e);
        }
    }

    /** A file to write and read that has no name any more, so that nothing of it can be left behind. */
    FileChannel createUnnamed() throws ImportException {
        return temporaryFiles.createUnnamed();
    }

    /**
     * Whether these are the permissions, and there is neither set-id nor sticky bit. To ask takes less time than to set
     * them, which needs classes that a small import can do without.
     */
    static boolean hasMode(Path path, int mode) throws IOException {
        try {
            Object found = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return found instanceof Integer && ((Integer) found & 07777) == mode;
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return false; // no Java platform need know it
        }
    }

    /** Where the file system has permissions and lets them be set: that of another system's folder may not. */
    static void setPermissions(Path path, Set<PosixFilePermission> permissions) throws IOException {
        try {
            Files.setPosixFilePermissions(path, permissions);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // then it has its own
        }
    }

    /** Bytes that may still be written; as good as no limit where the file system does not tell, as ramfs does not. */
    long usableBytes() {
        File file = folder.toFile();
        long usable = file.getUsableSpace();
        return usable == 0 && file.getTotalSpace() == 0 ? Long.MAX_VALUE : usable;
    }

    /** Files that may still be made, or {@link FreeInodes#UNKNOWN}. */
    long freeInodes() {
        return FreeInodes.in(folder.toFile());
    }

    /** Brings the names in the folder to stable storage, and its own: whoever made it may not have. */
    void sync() throws ImportException {
        try {
            sync(folder);
        } catch (IOException e) {
            throw new ImportException("cannot sync the folder " + name(), e);
        }
        Path parent = folder.getParent();
        if (parent != null) {
            try {
                sync(parent);
            } catch (IOException e) {
                // may be closed to us, or of a read-only file system that knows no sync: then nobody made it just now
            }
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Lets other importers in, and removes the folder where it was made and nothing was written to it. */
    @Override
    public void close() {
        if (lock == null) {
            return;
        }
        temporaryFiles.discardReserve();
        try {
            lock.close();
            if (made && !temporaryFiles.wereUsed()) {
                Files.delete(folder);
            }
        } catch (IOException e) {
            // the lock ends with this process, and the next importer uses the file that is there
        }
        lock = null;
    }
}
