// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
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
 * <p>The operating system releases a lock as soon as the process that holds it closes <em>any</em> descriptor of the
 * file (fcntl(2), "Record locks"). The file is therefore opened only once in a Java virtual machine at any time:
 * threads wait for each other on a monitor before they open it.
 */
public final class LockFile {
    private static final int MAX_VANISHED = 100;

    private LockFile() {}

    /** Work that is done while a lock is held. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T run() throws E, IOException;
    }

    /**
     * Returns the lock file of an output: a hidden file beside it.
     *
     * @param output a file or directory, which need not exist
     */
    public static Path of(Path output) {
        Path absolute = output.toAbsolutePath().normalize();
        return absolute.resolveSibling("." + absolute.getFileName() + ".lock");
    }

    /**
     * Waits for the lock, runs the work and releases the lock. The lock file exists only while the lock is held; its
     * directory is created if it is missing.
     *
     * @param file the lock file
     * @param onWait called once if another process holds the lock
     * @throws IOException if the lock file cannot be created or locked, for example because it is a symbolic link
     */
    public static <T, E extends Exception> T whileHeld(Path file, Runnable onWait, Work<T, E> work)
            throws E, IOException {
        Path absolute = file.toAbsolutePath().normalize();
        Path real = realDirectory(absolute).resolve(absolute.getFileName());
        // Interned strings are shared by all class loaders, and Maven can load a plugin more than once.
        synchronized (("lbpayload lock " + real.toUri()).intern()) {
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
     * Returns the real directory of the lock file. Creates the directory again if the previous owner of the lock
     * deletes it.
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
                        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
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
                throw new FileSystemException(
                        file.toString(), null, "expected a lock file, found something else; delete it");
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
     * Returns whether the locked file still has its name. The previous owner deletes the file before it releases the
     * lock, so another process may meanwhile hold the lock of a new file with this name. To tell the files apart
     * without opening one again, sets a random size through the channel and compares it with the size read through the
     * name.
     */
    private static boolean isNamed(FileChannel channel, Path file) throws IOException {
        long last = ThreadLocalRandom.current().nextLong(Integer.MAX_VALUE);
        channel.truncate(0).write(ByteBuffer.allocate(1), last);
        try {
            BasicFileAttributes named = attributes(file);
            // Windows reports the size of an open file late, but keeps its name as long as it is open.
            return named.fileKey() == null || named.size() == last + 1;
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
