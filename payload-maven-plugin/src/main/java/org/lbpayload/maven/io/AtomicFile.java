// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.commons.io.file.PathUtils;

/**
 * A file that appears under its final name only when it is complete. The file is written under a temporary name in the
 * same directory, and {@link #commit} renames it. The caller must hold the {@link LockFile} of the final file.
 */
public final class AtomicFile implements Closeable {
    private static final String SUFFIX = ".part";

    private final Path target;
    private final Path temporary;

    private AtomicFile(Path target, Path temporary) {
        this.target = target;
        this.temporary = temporary;
    }

    /**
     * Creates missing directories and chooses the temporary name. Deletes temporary files that killed runs left behind
     * for the same file.
     *
     * @param target the final file, which {@link #commit} creates or replaces
     * @throws IOException if the directory cannot be created or read
     */
    public static AtomicFile create(Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        PathUtils.createParentDirectories(absolute);
        for (Path leftover : leftovers(absolute)) {
            Files.deleteIfExists(leftover);
        }
        return new AtomicFile(absolute, newTemporary(absolute));
    }

    /** Returns a new temporary path beside {@code target}, which must be absolute. Creates nothing. */
    public static Path newTemporary(Path target) {
        return target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + SUFFIX);
    }

    /**
     * Returns the temporary paths beside {@code target} that killed runs left behind.
     *
     * @param target an absolute path, whose {@link LockFile} the caller holds
     */
    public static List<Path> leftovers(Path target) throws IOException {
        String prefix = "." + target.getFileName() + ".";
        int length = newTemporary(target).getFileName().toString().length();
        List<Path> leftovers = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(target.getParent())) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.startsWith(prefix) && name.endsWith(SUFFIX) && name.length() == length) {
                    leftovers.add(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return leftovers;
    }

    /** Returns the path of the temporary file, which the caller must create. */
    public Path temporary() {
        return temporary;
    }

    /**
     * Syncs the temporary file to disk, renames it to the final name and replaces an existing file. After a crash, the
     * file with the final name is therefore complete.
     *
     * @throws IOException if the file cannot be synced or renamed
     */
    public void commit() throws IOException {
        try (FileChannel written = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes the temporary file unless it was committed. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(temporary);
    }
}
