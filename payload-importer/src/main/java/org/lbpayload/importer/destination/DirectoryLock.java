// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.destination;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;
import org.lbpayload.importer.report.ImportException;

/** A locked file that keeps other importers out of a directory. The file exists only while an importer works there. */
final class DirectoryLock implements Closeable {
    static final String NAME = EntryName.RESERVED_PREFIX + ".lock";
    private static final String NAME_IN_CAPITALS = ".PAYLOAD_IMPORT.LOCK";

    /**
     * Keys of the lock files that this process holds. Such a file must not be opened again: closing the second
     * descriptor would release the lock.
     */
    private static final Set<Object> HELD = new HashSet<>();

    private final Path path;
    private final FileChannel channel;
    private final Object key;

    private DirectoryLock(Path path, FileChannel channel, Object key) {
        this.path = path;
        this.channel = channel;
        this.key = key;
    }

    /**
     * Locks a directory.
     *
     * @param directoryName the directory's name for messages
     * @throws ImportException if another importer holds the lock
     */
    static DirectoryLock acquire(Path directory, String directoryName) throws IOException, ImportException {
        Path path = directory.resolve(NAME);
        synchronized (HELD) {
            DirectoryLock lock = null;
            while (lock == null) {
                lock = tryAcquire(path, directoryName);
            }
            return lock;
        }
    }

    /**
     * Tries once. The holder deletes the file before it releases the lock, so the file opened here may no longer be the
     * one at {@code path}; another importer may then hold the lock of its successor.
     *
     * @return null if the attempt should be repeated
     */
    private static @Nullable DirectoryLock tryAcquire(Path path, String directoryName)
            throws IOException, ImportException {
        try {
            Files.createFile(path);
        } catch (FileAlreadyExistsException e) {
            // The file of another importer, or of one that was killed, or something hostile.
        }
        Object key = keyOfLockFile(path);
        if (key == null) {
            return null;
        }
        if (HELD.contains(key)) {
            throw isHeld(path, directoryName);
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        boolean held = false;
        try {
            if (channel.tryLock() == null) {
                throw isHeld(path, directoryName);
            }
            held = key.equals(keyOfLockFile(path));
            if (!held) {
                return null;
            }
            HELD.add(key);
            return new DirectoryLock(path, channel, key);
        } finally {
            if (!held) {
                channel.close();
            }
        }
    }

    private static ImportException isHeld(Path path, String directoryName) {
        return new ImportException("another importer is importing to " + directoryName + " and holds "
                + EntryName.printable(path.toString()) + ": wait until it finishes");
    }

    /** Returns the key of the lock file, or null if it does not exist; anything else at its place is deleted. */
    private static @Nullable Object keyOfLockFile(Path path) throws IOException {
        BasicFileAttributes file = PathAttributes.of(path);
        if (file == null) {
            return null;
        }
        if (file.isRegularFile()) {
            return file.fileKey();
        }
        Files.delete(path); // a symbolic link or a fifo, which must not be opened
        return null;
    }

    /** Returns whether the directory treats names that differ only in case as the same, as vfat does. */
    boolean ignoresCase() throws IOException {
        return key.equals(PathAttributes.key(path.resolveSibling(NAME_IN_CAPITALS)));
    }

    /** Returns whether {@code attributes} are those of the lock file, which must not be opened by another name. */
    boolean isLockFile(BasicFileAttributes attributes) {
        return key.equals(attributes.fileKey());
    }

    /** Returns whether the lock file still exists in {@code directory}. */
    boolean isIn(Path directory) throws IOException {
        return key.equals(PathAttributes.key(directory.resolve(NAME)));
    }

    /** Deletes the lock file, unless it was replaced, and releases the lock. */
    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            try {
                if (key.equals(PathAttributes.key(path))) {
                    Files.delete(path);
                }
            } finally {
                HELD.remove(key);
                channel.close();
            }
        }
    }
}
