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

/**
 * A locked file that keeps other importers out of a directory. The importer deletes the lock file when the import ends.
 */
final class DirectoryLock implements Closeable {
    static final String NAME = EntryName.RESERVED_PREFIX + ".lock";
    private static final String NAME_IN_CAPITALS = ".PAYLOAD_IMPORT.LOCK";

    /**
     * The file keys of the lock files that this process holds. A process must not open its lock file again, because
     * closing the second descriptor would release the lock.
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
     * Tries to acquire the lock once. A holder deletes the lock file before it releases the lock. The opened file may
     * therefore be deleted already, while another importer has created and locked a new file at {@code path}.
     *
     * @return the lock, or null if the attempt must be repeated
     */
    private static @Nullable DirectoryLock tryAcquire(Path path, String directoryName)
            throws IOException, ImportException {
        try {
            Files.createFile(path);
        } catch (FileAlreadyExistsException e) {
            // Another importer is running or was killed, or a different file has this name.
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

    /**
     * Returns the file key of the lock file, or null if there is no lock file. Deletes anything at {@code path} that is
     * not a regular file.
     */
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

    boolean ignoresCase() throws IOException {
        return key.equals(PathAttributes.key(path.resolveSibling(NAME_IN_CAPITALS)));
    }

    /**
     * Returns whether {@code attributes} belong to the lock file. A caller must not open the lock file under another
     * name, because closing the second descriptor would release the lock.
     */
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
