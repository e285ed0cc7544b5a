// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.commons.io.file.PathUtils;

/**
 * A lock that excludes other threads and other processes while an output is written.
 *
 * <p>The operating system releases a lock as soon as its process closes <em>any</em> descriptor of the file (fcntl(2),
 * "Record locks"). A Java virtual machine therefore opens the lock file only once at a time. Threads wait for each
 * other on a monitor before they open the file.
 */
public final class LockFile {
    private static final int MAX_VANISHED = 100;

    /** The maximum size of a lock file in bytes. File systems without sparse files allocate the whole size. */
    private static final int MAX_SIZE = 1 << 16;

    private LockFile() {}

    /** Work that is done while a lock is held. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T run() throws E, IOException;
    }

    /**
     * Returns the lock file of an output, which is a hidden file in the same directory.
     *
     * @param output a file or directory, which need not exist
     */
    public static Path of(Path output) {
        Path absolute = output.toAbsolutePath().normalize();
        return absolute.resolveSibling("." + absolute.getFileName() + ".lock");
    }

    /**
     * Waits for the lock, runs the work and releases the lock. The lock file exists only while the lock is held. A
     * missing directory is created.
     *
     * @param onWait an action that runs once if another process holds the lock
     * @throws FileAlreadyExistsException if the lock file is not a regular file, for example a symbolic link
     * @throws IOException if the lock file cannot be created or locked
     * @throws IllegalStateException if this thread already holds the lock
     */
    public static <T, E extends Exception> T whileHeld(Path file, Runnable onWait, Work<T, E> work)
            throws E, IOException {
        Path absolute = file.toAbsolutePath().normalize();
        Path real = realDirectory(absolute).resolve(absolute.getFileName());
        // Interned strings are shared by all class loaders, and Maven can load a plugin more than once.
        String monitor = ("lbpayload lock " + real.toUri()).intern();
        if (Thread.holdsLock(monitor)) {
            throw new IllegalStateException("this thread already holds the lock " + real);
        }
        synchronized (monitor) {
            FileChannel channel = lock(real, onWait);
            try (channel) {
                try {
                    return work.run();
                } finally {
                    Files.deleteIfExists(real);
                }
            }
        }
    }

    /**
     * Returns the directory of the lock file with symbolic links resolved. Creates the directory again if the previous
     * owner of the lock deletes it.
     */
    private static Path realDirectory(Path file) throws IOException {
        IOException vanished = null;
        for (int i = 0; i < MAX_VANISHED; i++) {
            PathUtils.createParentDirectories(file);
            try {
                return file.getParent().toRealPath();
            } catch (NoSuchFileException e) {
                vanished = e;
            }
        }
        throw vanished;
    }

    private static FileChannel lock(Path file, Runnable onWait) throws IOException {
        Runnable announcement = onWait;
        while (true) {
            FileChannel channel = null;
            boolean held = false;
            try {
                requireRegularFile(file);
                channel = FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
                if (channel.tryLock() == null) {
                    announcement.run();
                    announcement = () -> {};
                    channel.lock();
                }
                held = isNamed(channel, file);
                if (held) {
                    return channel;
                }
            } catch (NoSuchFileException e) {
                // The previous owner deleted the directory together with the lock file.
                PathUtils.createParentDirectories(file);
            } finally {
                if (channel != null && !held) {
                    channel.close();
                }
            }
        }
    }

    private static void requireRegularFile(Path file) throws IOException {
        try {
            if (!attributes(file).isRegularFile()) {
                throw new FileAlreadyExistsException(
                        file.toString(), null, "expected a lock file, found something else at " + file + "; delete it");
            }
        } catch (NoSuchFileException e) {
            // Opening the file creates it.
            return;
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Returns whether the path still names the locked file. The previous owner deletes the file before it releases the
     * lock. Another process may then have created and locked a new file with this name. To distinguish the two files
     * without opening a file again, this method twice sets the locked file to a random size and compares the size of
     * the named file. A different file is very unlikely to have both sizes.
     *
     * @throws IOException if the size cannot be set. The named file is then kept, because another process may hold its
     *     lock
     */
    private static boolean isNamed(FileChannel channel, Path file) throws IOException {
        for (int size : ThreadLocalRandom.current().ints(2, 1, MAX_SIZE + 1).toArray()) {
            setSize(channel, size);
            try {
                BasicFileAttributes named = attributes(file);
                // Windows reports the size of an open file late, but an open file keeps its name there.
                if (named.fileKey() != null && named.size() != size) {
                    return false;
                }
            } catch (NoSuchFileException e) {
                return false;
            }
        }
        return true;
    }

    private static void setSize(FileChannel channel, int size) throws IOException {
        channel.truncate(0);
        try {
            // Extends the file without writing data, so that locking also works on a full disk.
            channel.map(FileChannel.MapMode.READ_WRITE, size, 0);
        } catch (UnsupportedOperationException e) {
            // An in-memory file system cannot map files.
            channel.write(ByteBuffer.allocate(1), size - 1L);
        }
    }
}
