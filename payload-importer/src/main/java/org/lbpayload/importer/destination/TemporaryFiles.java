// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.destination;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;

/** A factory for temporary files in a directory, with names that no entry can have. Thread-safe. */
final class TemporaryFiles {
    private static final String PREFIX = EntryName.RESERVED_PREFIX + ".tmp.";
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-r--r--");

    /**
     * The mode of a new file. Setting the mode when the file is created prevents other users from opening the file for
     * writing.
     */
    private static final FileAttribute<Set<PosixFilePermission>> INITIAL_MODE =
            PosixFilePermissions.asFileAttribute(MODE);

    private static final Set<OpenOption> NEW_FILE = new HashSet<>(Arrays.asList(
            StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)); // CREATE_NEW does not follow symbolic links

    private final Path directory;

    /**
     * The prefix of the names of all files that this run creates. A unique prefix prevents a run from renaming a file
     * of another run, even if the directory was replaced.
     */
    private final String prefix = PREFIX + Long.toHexString(System.nanoTime()) + ".";

    private final AtomicLong created = new AtomicLong();
    private final ArrayDeque<TemporaryFile> reserve = new ArrayDeque<>();

    /** The result of {@link #hasExactMode}, or null before the first call. */
    private volatile @Nullable Boolean exactMode;

    TemporaryFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Deletes the temporary files that killed importers left in a directory.
     *
     * @return true if the lock file is the only remaining file in the directory
     */
    static boolean deleteLeftovers(Path directory) throws IOException {
        boolean isEmpty = true;
        for (Path path : Directories.list(directory)) {
            String name = path.getFileName().toString();
            if (name.startsWith(PREFIX) && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(path);
            } else if (!name.equals(DirectoryLock.NAME)) {
                isEmpty = false;
            }
        }
        return isEmpty;
    }

    /** Returns whether this object tried to create any file. Failed calls to {@link #reserve} do not count. */
    boolean wereUsed() {
        return created.get() > 0;
    }

    boolean reserve(int files) {
        try {
            while (reserve.size() < files) {
                reserve.add(createNew());
            }
            return true;
        } catch (IOException e) {
            discardReserve();
            created.set(0);
            return false;
        }
    }

    void discardReserve() {
        for (TemporaryFile file = reserve.poll(); file != null; file = reserve.poll()) {
            file.discard();
        }
    }

    TemporaryFile create() throws IOException {
        TemporaryFile reserved;
        synchronized (reserve) {
            reserved = reserve.poll();
        }
        return reserved != null ? reserved : createNew();
    }

    private TemporaryFile createNew() throws IOException {
        while (true) {
            Path path = directory.resolve(prefix + created.getAndIncrement());
            try {
                TemporaryFile file = new TemporaryFile(path, FileChannel.open(path, NEW_FILE, INITIAL_MODE));
                boolean readable = false;
                try {
                    if (!hasExactMode(path)) {
                        Directories.setPermissions(path, MODE);
                    }
                    readable = true;
                } finally {
                    if (!readable) {
                        file.discard();
                    }
                }
                return file;
            } catch (FileAlreadyExistsException e) {
                // A directory has this name: try the next name.
            }
        }
    }

    /**
     * Returns whether the mode of a newly created file is exactly {@link #MODE}. The result depends only on the umask
     * and the directory, so the result is the same for all files. Storing the result saves a tenth of the time to
     * import many small files.
     */
    private boolean hasExactMode(Path file) {
        Boolean known = exactMode;
        if (known == null) {
            known = Directories.hasPermissions(file, MODE);
            exactMode = known;
        }
        return known;
    }

    FileChannel createUnnamed() throws IOException {
        return FileChannel.open(
                directory.resolve(prefix + "stream"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.DELETE_ON_CLOSE,
                LinkOption.NOFOLLOW_LINKS);
    }
}
