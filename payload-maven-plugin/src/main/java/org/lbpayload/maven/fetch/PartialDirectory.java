// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The folder for distfiles on their way, inside the one they are going to so that a rename is enough at the end. It
 * stays only as long as it holds something to go on with, and belongs to one run at a time: two that write to the same
 * part could change a file after it was verified.
 */
final class PartFolder implements AutoCloseable {
    /** No distfile may have this name. */
    static final String NAME = ".lbpayload-fetch";

    private final Path folder;
    private final Path parts;
    private final Path lockFile;
    private final FileChannel lock;

    private PartFolder(Path folder, Path parts, Path lockFile, FileChannel lock) {
        this.folder = folder;
        this.parts = parts;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Takes hold of the part folder in {@code distfiles}.
     *
     * @throws FetchException where another run has it
     * @throws IOException where it cannot be made
     */
    static PartFolder open(Path distfiles) throws FetchException, IOException {
        Path folder = distfiles.resolve(NAME);
        Path lockFile = folder.resolve("lock");
        Files.createDirectories(folder);
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            // On a file that its last owner has just deleted it would be no lock: the name has to lead to the file that
            // is locked.
            if (!isLocked(channel) || !isStillNamed(channel, lockFile)) {
                throw new FetchException(
                        distfiles + ": another run is fetching into the same folder; wait for it to end", null);
            }
            Path parts = Files.createDirectories(folder.resolve("parts"));
            return new PartFolder(folder, parts, lockFile, channel);
        } catch (IOException | FetchException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread of this process has it
        }
    }

    private static boolean isStillNamed(FileChannel channel, Path lockFile) throws IOException {
        String token = UUID.randomUUID().toString();
        channel.truncate(0).write(ByteBuffer.wrap(token.getBytes(StandardCharsets.US_ASCII)));
        try {
            return Files.readString(lockFile, StandardCharsets.US_ASCII).equals(token);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    Part part(String name) {
        return new Part(parts.resolve(name));
    }

    /** Lets go of the folder, and removes it where it holds no part. */
    @Override
    public void close() throws IOException {
        try (lock) {
            deleteIfEmpty(parts);
            Files.deleteIfExists(lockFile);
            deleteIfEmpty(folder);
        }
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // Parts to go on with, or another run that has just begun.
            return;
        }
    }
}
