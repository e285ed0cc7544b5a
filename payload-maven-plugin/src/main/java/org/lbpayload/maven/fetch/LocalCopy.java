// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Copies a part from a file of a {@code file} mirror. */
final class FileTransfer {
    private static final int BUFFER = 1 << 20;

    /**
     * Writes the part anew.
     *
     * @throws PlaceException where the file is not there or cannot be read
     * @throws IOException where the part cannot be written
     */
    void copy(Path file, Part part, Progress progress) throws PlaceException, IOException {
        if (!Files.exists(file)) {
            throw PlaceException.lasting("there is no such file");
        }
        // A pipe or a device may never end.
        if (!Files.isRegularFile(file)) {
            throw PlaceException.lasting("not a regular file");
        }
        try (FileChannel from = openSource(file);
                FileChannel to = part.open(0)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            long bytes = 0;
            while (read(from, buffer) >= 0) {
                buffer.flip();
                bytes += buffer.remaining();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
                progress.bytes(bytes, from.size());
            }
        }
    }

    private static FileChannel openSource(Path file) throws PlaceException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw PlaceException.lasting("there is no such file", e);
        } catch (IOException e) {
            throw PlaceException.lasting("cannot be read: " + e, e);
        }
    }

    private static int read(FileChannel from, ByteBuffer buffer) throws PlaceException {
        try {
            return from.read(buffer);
        } catch (IOException e) {
            throw PlaceException.lasting("cannot be read: " + e, e);
        }
    }
}
