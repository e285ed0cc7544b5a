// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.destination;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;
import org.lbpayload.importer.report.ImportException;

/** The destination directory, which is locked against other importers until {@link #close}. */
public final class Destination implements Closeable {
    /** The result of {@link #usableBytes} if the free space cannot be determined. */
    public static final long UNKNOWN = -1;

    private final Path named;
    private final Path directory;
    private final DestinationState state;
    private final DirectoryLock lock;
    private final TemporaryFiles temporaryFiles;

    /** The directories that {@link #lock} created, ancestors first. */
    private final List<Path> created;

    /** True if the directory contained no files when it was locked, so that no entry can have an existing file. */
    private boolean wasEmpty;

    /** The file key (device and inode) of the directory, or null if the platform has no file keys. */
    private final @Nullable Object key;

    /**
     * A channel that keeps the directory open, so that the inode number of the directory is not reused. Null if the
     * directory cannot be opened.
     */
    private final @Nullable FileChannel pin;

    private Destination(
            String given,
            Path named,
            Path directory,
            DirectoryLock lock,
            List<Path> created,
            @Nullable Object key,
            @Nullable FileChannel pin) {
        this.named = named;
        this.directory = directory;
        this.state = new DestinationState(given, directory);
        this.lock = lock;
        this.temporaryFiles = new TemporaryFiles(directory);
        this.created = created;
        this.key = key;
        this.pin = pin;
    }

    /**
     * Creates the directory if it is missing, locks it until {@link #close}, and deletes the temporary files that
     * killed importers left in it.
     *
     * @param named the path of the directory
     * @throws ImportException if another importer has locked the directory, or if the directory is not writable
     */
    public static Destination lock(Path named) throws ImportException {
        List<Path> created = new ArrayList<>();
        Destination destination = null;
        try {
            destination = lock(named, create(named, created), created);
            destination.deleteLeftovers();
            return destination;
        } catch (ImportException e) {
            if (destination == null) {
                deleteCreated(created);
            } else {
                destination.close();
            }
            throw e;
        }
    }

    private static void deleteCreated(List<Path> created) {
        try {
            Directories.deleteEmpty(created);
        } catch (IOException e) {
            // Another process already uses the created directories.
        }
    }

    private static Path create(Path named, List<Path> created) throws ImportException {
        try {
            Directories.create(named.toAbsolutePath(), created);
            return named.toRealPath();
        } catch (IOException e) {
            throw new ImportException("cannot create the directory " + EntryName.printable(named.toString()), e);
        }
    }

    private static Destination lock(Path named, Path directory, List<Path> created) throws ImportException {
        String name = EntryName.printable(named.toString());
        DirectoryLock lock;
        try {
            lock = DirectoryLock.acquire(directory, name);
        } catch (IOException e) {
            throw new ImportException("cannot create the lock file " + DirectoryLock.NAME + " in " + name, e);
        }
        try {
            return new Destination(
                    named.toString(),
                    named.toAbsolutePath(),
                    directory,
                    lock,
                    created,
                    PathAttributes.key(directory),
                    pin(directory));
        } catch (IOException e) {
            throw new ImportException("cannot read the directory " + name, e);
        }
    }

    private static @Nullable FileChannel pin(Path directory) {
        try {
            return FileChannel.open(directory, StandardOpenOption.READ);
        } catch (IOException e) {
            return null; // sync() opens the directory again and reports the failure
        }
    }

    private void deleteLeftovers() throws ImportException {
        try {
            wasEmpty = TemporaryFiles.deleteLeftovers(directory);
        } catch (IOException e) {
            throw new ImportException("cannot delete the temporary files of an earlier import in " + name(), e);
        }
    }

    /** Returns the printable name of the destination for messages. */
    public String name() {
        return state.name();
    }

    public DestinationState state() {
        return state;
    }

    /** Returns whether names that differ only in case lead to the same file, as on vfat. */
    public boolean ignoresCase() throws ImportException {
        try {
            return lock.ignoresCase();
        } catch (IOException e) {
            throw new ImportException("cannot read the directory " + name(), e);
        }
    }

    /**
     * Returns the path of the file for an entry.
     *
     * @throws ImportException if the locale's encoding cannot represent the name
     */
    public Path path(String entry) throws ImportException {
        return state.path(entry);
    }

    /**
     * Returns whether a regular file with the entry's name and size exists. The content of the file is not verified.
     *
     * @throws ImportException if a directory has the entry's name
     */
    public boolean mayContain(String entry, long size) throws ImportException {
        Path path = path(entry);
        if (wasEmpty) {
            return false;
        }
        BasicFileAttributes file;
        try {
            file = PathAttributes.of(path);
        } catch (IOException e) {
            throw new ImportException("cannot read the attributes of " + EntryName.printable(path.toString()), e);
        }
        if (file != null && file.isDirectory()) {
            throw new ImportException(EntryName.printable(path.toString()) + " is a directory, expected a file of "
                    + size + " bytes or nothing: remove it");
        }
        return file != null && file.isRegularFile() && file.size() == size && !lock.isLockFile(file);
    }

    /** Returns the file key (device and inode) of the entry's file, or null if the file does not exist. */
    public @Nullable Object key(String entry) throws ImportException {
        try {
            return PathAttributes.key(path(entry));
        } catch (IOException e) {
            throw new ImportException("cannot read the directory " + name(), e);
        }
    }

    /**
     * Creates temporary files for later calls of {@link #createTemporary}. If a file cannot be created, deletes the
     * other files and returns false.
     */
    public boolean reserve(int files) {
        return temporaryFiles.reserve(files);
    }

    /**
     * Returns an empty temporary file, which {@link #reserve} may have created. All users can read the file,
     * independently of the umask.
     */
    public TemporaryFile createTemporary() throws ImportException {
        try {
            return temporaryFiles.create();
        } catch (IOException e) {
            throw new ImportException("cannot create a temporary file in " + name(), e);
        }
    }

    /**
     * Creates a temporary file that can be read and written. The system deletes the file when the channel is closed or
     * the process ends.
     */
    public FileChannel createUnnamed() throws ImportException {
        try {
            return temporaryFiles.createUnnamed();
        } catch (IOException e) {
            throw new ImportException("cannot create a temporary file in " + name(), e);
        }
    }

    /**
     * Returns the number of bytes that can still be written, or {@link #UNKNOWN}. Returns {@link Long#MAX_VALUE} for a
     * file system without a limit, such as ramfs.
     */
    public long usableBytes() {
        File file = directory.toFile();
        long usable = file.getUsableSpace();
        if (usable > 0) {
            return usable;
        }
        // File.getUsableSpace() returns 0 both for a full file system and for a failing statvfs(3).
        try {
            Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            return UNKNOWN;
        }
        return file.getTotalSpace() == 0 ? Long.MAX_VALUE : 0;
    }

    /** Returns the number of files that can still be created, or {@link FreeInodes#UNKNOWN}. */
    public long freeInodes() {
        return FreeInodes.in(directory.toFile());
    }

    /**
     * Deletes the marker and syncs the directory. Call this method before any file is replaced, because after a failure
     * the marker must not name an incomplete payload.
     */
    public void deleteMarker() throws ImportException {
        try {
            if (Files.deleteIfExists(directory.resolve(Marker.NAME))) {
                Directories.sync(directory);
            }
        } catch (IOException e) {
            throw new ImportException("cannot delete the marker " + Marker.NAME + " in " + name(), e);
        }
    }

    /**
     * Syncs the directory, so that all names are on stable storage, and then writes the marker.
     *
     * @throws ImportException if the directory was replaced or removed since it was locked
     */
    public void finish(Marker marker) throws ImportException {
        sync();
        checkIsUnchanged();
        TemporaryFile file = createTemporary();
        try {
            file.write(marker.toBytes(), 0);
            file.commit(directory.resolve(Marker.NAME));
        } catch (IOException e) {
            throw new ImportException("cannot write the marker " + Marker.NAME + " in " + name(), e);
        } finally {
            file.discard();
        }
        sync();
        checkIsUnchanged();
    }

    private void sync() throws ImportException {
        try {
            Directories.sync(directory);
            Directories.syncAncestors(directory);
        } catch (IOException e) {
            checkIsUnchanged();
            throw new ImportException("cannot sync the directory " + name(), e);
        }
    }

    /**
     * Checks that the path that the user named still leads to the locked directory, and that the lock file still
     * exists.
     *
     * @throws ImportException if the directory was replaced or removed, or if the lock file was removed
     */
    public void checkIsUnchanged() throws ImportException {
        Object found;
        boolean locked;
        try {
            found = Files.exists(named) ? PathAttributes.key(named.toRealPath()) : null;
            locked = lock.isIn(named);
        } catch (IOException e) {
            throw new ImportException("cannot read the directory " + name(), e);
        }
        if (found == null) {
            throw new ImportException(name() + " was removed or renamed during the import: run the import again");
        }
        if (!found.equals(key)) {
            throw new ImportException(
                    name() + " was replaced by another directory during the import: run the import again");
        }
        if (!locked) {
            throw new ImportException("the lock file " + DirectoryLock.NAME + " in " + name()
                    + " was removed during the import, so another importer may have changed files: run the import"
                    + " again");
        }
    }

    /** Releases the lock. If no temporary file was created, also deletes the directories that {@link #lock} created. */
    @Override
    public void close() {
        temporaryFiles.discardReserve();
        try {
            if (pin != null) {
                pin.close();
            }
            lock.close();
        } catch (IOException e) {
            // The lock ends with the process, and the next importer reuses the lock file.
        }
        if (!temporaryFiles.wereUsed()) {
            deleteCreated(created);
        }
    }
}
