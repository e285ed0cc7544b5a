// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.destination;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file with a temporary name, which is later either renamed to its final name or deleted. */
public final class TemporaryFile {
    private final Path path;
    private final FileChannel channel;
    private boolean finished;

    TemporaryFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    public FileChannel channel() {
        return channel;
    }

    /**
     * Writes the remaining bytes of a buffer at {@code offset}. Several threads may call this method at the same time.
     */
    public void write(ByteBuffer bytes, long offset) throws IOException {
        long end = offset + bytes.remaining();
        while (bytes.hasRemaining()) {
            channel.write(bytes, end - bytes.remaining());
        }
    }

    /**
     * Syncs the content and renames the file to {@code target}. An existing file, symbolic link or fifo at
     * {@code target} is replaced. The new name is on stable storage only after the directory is synced.
     */
    public void commit(Path target) throws IOException {
        channel.force(true);
        channel.close(); // some file systems report a full disk only on close
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        finished = true;
    }

    /** Deletes the temporary file unless it was committed. */
    public void discard() {
        if (finished) {
            return;
        }
        finished = true;
        try {
            channel.close();
        } catch (IOException e) {
            // The content is not needed.
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The next import deletes the file.
        }
    }
}
