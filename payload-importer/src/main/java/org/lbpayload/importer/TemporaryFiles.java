// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;

/** Makes temporary files in a folder, under names that no entry may have. */
final class TemporaryFiles {
    private static final String PREFIX = EntryName.RESERVED_PREFIX + ".tmp.";
    private static final int READABLE_MODE = 0644;
    private static final String READABLE = "rw-r--r--";
    private static final Set<OpenOption> NEW_FILE = new HashSet<>(
            Arrays.asList(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)); // the latter follows no link

    private final Path folder;

    /** Whether a new file is as readable as it is to be without being told; null before the first. */
    private volatile @Nullable Boolean readableAsMade;

    private final AtomicLong made = new AtomicLong();
    private final ArrayDeque<TemporaryFile> reserve = new ArrayDeque<>();

    TemporaryFiles(Path folder) {
        this.folder = folder;
    }

    /** Whether a file of this name is one of these, or one that an importer that was killed has left. */
    static boolean have(String name) {
        return name.startsWith(PREFIX);
    }

    /** Whether something may have been written to one. */
    boolean wereUsed() {
        return made.get() > 0;
    }

    /**
     * Makes files beforehand, for {@link #create} to take; those that are not taken are to be discarded.
     *
     * @param files how many: all of them stay open
     * @return false where they cannot all be made; then none is
     */
    boolean reserve(int files) {
        try {
            while (reserve.size() < files) {
                reserve.add(make());
            }
            return true;
        } catch (IOException e) {
            discardReserve();
            made.set(0);
            return false;
        }
    }

    void discardReserve() {
        for (TemporaryFile file = reserve.poll(); file != null; file = reserve.poll()) {
            file.discard();
        }
    }

    /** A new, empty file, readable for all whatever the umask says, where its system lets it. */
    TemporaryFile create() throws IOException {
        TemporaryFile reserved;
        synchronized (reserve) {
            reserved = reserve.poll();
        }
        return reserved != null ? reserved : make();
    }

    private TemporaryFile make() throws IOException {
        while (true) {
            Path path = folder.resolve(PREFIX + made.getAndIncrement());
            try {
                Boolean known = readableAsMade; // once: another thread may find it out meanwhile
                if (Boolean.FALSE.equals(known)) {
                    return makeReadable(path);
                }
                TemporaryFile file = new TemporaryFile(path, FileChannel.open(path, NEW_FILE));
                boolean readable = false;
                try {
                    readable = known != null || Destination.hasMode(path, READABLE_MODE);
                } finally {
                    if (!readable) {
                        file.discard(); // who has opened it meanwhile, as the umask let him, could still write to it
                    }
                }
                readableAsMade = readable;
                if (readable) {
                    return file;
                }
            } catch (FileAlreadyExistsException e) {
                // somebody's folder: the next number will do
            }
        }
    }

    /** Apart from {@link #make}, for the classes behind it take longer to load than a small file to copy. */
    private static TemporaryFile makeReadable(Path path) throws IOException {
        Set<PosixFilePermission> readable = PosixFilePermissions.fromString(READABLE);
        FileChannel channel = FileChannel.open(path, NEW_FILE, PosixFilePermissions.asFileAttribute(readable));
        Destination.setPermissions(path, readable);
        return new TemporaryFile(path, channel);
    }

    /** A file to write and read that has no name any more, so that nothing of it can be left behind. */
    FileChannel createUnnamed() throws ImportException {
        Path path = folder.resolve(PREFIX + "stream");
        try {
            return FileChannel.open(
                    path,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.DELETE_ON_CLOSE,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new ImportException("cannot make " + EntryName.printable(path.toString()), e);
        }
    }
}
