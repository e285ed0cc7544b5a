// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;

/** A locked file that keeps other importers out of a folder. It is there only while an importer is at work. */
final class FolderLock implements Closeable {
    static final String NAME = EntryName.RESERVED_PREFIX + ".lock";
    private static final String NAME_IN_CAPITALS = ".PAYLOAD_IMPORT.LOCK";

    private final Path path;
    private final FileChannel channel;

    private FolderLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Whether an importer is at work in a folder, or was killed there. */
    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(NAME), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Locks a folder.
     *
     * @param folderName for messages
     * @throws ImportException where another importer has it
     */
    static FolderLock take(Path folder, String folderName) throws IOException, ImportException {
        Path path = folder.resolve(NAME);
        FileChannel channel = null;
        while (channel == null) {
            channel = tryLock(path, folderName);
        }
        return new FolderLock(path, channel);
    }

    /**
     * One attempt. Whoever holds the lock removes the file before letting go, so what was opened here may be a file
     * that is no longer there: then somebody else may hold the lock of its successor.
     *
     * @return null where the attempt is worth repeating
     */
    private static @Nullable FileChannel tryLock(Path path, String folderName) throws IOException, ImportException {
        try {
            Files.createFile(path);
        } catch (FileAlreadyExistsException e) {
            // another importer's, or one's that was killed, or something hostile
        }
        Object before = key(path);
        if (before == null) {
            return null;
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        boolean held = false;
        try {
            if (channel.tryLock() == null) {
                throw isTaken(path, folderName);
            }
            held = before.equals(key(path));
        } catch (OverlappingFileLockException e) {
            throw isTaken(path, folderName);
        } finally {
            if (!held) {
                channel.close();
            }
        }
        return held ? channel : null;
    }

    private static ImportException isTaken(Path path, String folderName) {
        return new ImportException("another importer is at work in " + folderName + " and holds "
                + EntryName.printable(path.toString()) + ": wait for it to end");
    }

    /** What tells the lock file from one made later; null where there is none (any more). */
    private static @Nullable Object key(Path path) throws IOException {
        BasicFileAttributes file = Destination.attributes(path);
        if (file == null) {
            return null;
        }
        if (file.isRegularFile()) {
            return file.fileKey();
        }
        Files.delete(path); // a link, a fifo: not ours, and nothing to open
        return null;
    }

    /** Whether the folder takes names that differ in case alone for one, as vfat does. */
    boolean ignoresCase() throws IOException {
        BasicFileAttributes other = Destination.attributes(path.resolveSibling(NAME_IN_CAPITALS));
        return other != null && Objects.equals(other.fileKey(), key(path));
    }

    /** Lets other importers in. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        channel.close();
    }
}
