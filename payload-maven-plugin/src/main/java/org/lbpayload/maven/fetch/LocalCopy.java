// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.lbpayload.maven.io.Reason;

/** Copies a distfile from a mirror that is a directory. */
final class LocalCopy {
    private static final int BUFFER = 1 << 18;

    private LocalCopy() {}

    /**
     * Overwrites the partial file with the file in the mirror.
     *
     * @throws SourceException if the file in the mirror does not exist or cannot be read
     * @throws IOException if the partial file cannot be written
     */
    static Download copy(Path file, PartialFile partial, Progress progress) throws SourceException, IOException {
        if (Files.notExists(file)) {
            boolean hasDirectory = Files.isDirectory(file.toAbsolutePath().getParent());
            throw SourceException.permanent(hasDirectory ? "no such file" : "no such directory");
        }
        // Reading a pipe or a device may never end.
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw SourceException.permanent("not a regular file");
        }
        try (FileChannel from = openSource(file);
                PartialFile.Writer to = partial.open(0)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (read(from, buffer) >= 0) {
                to.write(buffer.flip());
                buffer.clear();
                progress.bytes(to.bytes(), from.size());
            }
            return Download.of(to.content());
        }
    }

    private static FileChannel openSource(Path file) throws SourceException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static int read(FileChannel from, ByteBuffer buffer) throws SourceException {
        try {
            return from.read(buffer);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static SourceException unreadable(IOException e) {
        return SourceException.permanent("cannot be read: " + Reason.of(e), e);
    }
}
