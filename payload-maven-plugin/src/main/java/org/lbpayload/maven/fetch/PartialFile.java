// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Set;
import org.lbpayload.format.Sha256;

/** The downloaded bytes of a distfile that is not yet complete or not yet verified. */
record PartialFile(Path path) {
    private static final int BUFFER = 1 << 16;

    record Content(long bytes, String sha256) {}

    /** Returns the size in bytes, or 0 if the file does not exist. */
    long size() throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.size();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Opens the file for writing and truncates it to {@code offset} bytes. */
    Writer open(long offset) throws IOException {
        FileChannel channel = FileChannel.open(
                path,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS));
        try {
            channel.truncate(offset);
            return new Writer(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** A writer that appends to the file and computes the SHA-256 of the whole file. */
    static final class Writer implements Closeable {
        private final FileChannel channel;
        private final MessageDigest digest = Sha256.newDigest();
        private long bytes;

        private Writer(FileChannel channel) throws IOException {
            this.channel = channel;
            if (channel.size() > 0) {
                readExisting();
            }
        }

        private void readExisting() throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (channel.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
            bytes = channel.position();
        }

        void write(ByteBuffer buffer) throws IOException {
            bytes += buffer.remaining();
            digest.update(buffer.duplicate());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        long bytes() {
            return bytes;
        }

        /** Truncates the file to zero bytes. */
        void clear() throws IOException {
            channel.truncate(0);
        }

        /** Returns the size and SHA-256 of the file. This method must be called only once, after the last write. */
        Content content() {
            return new Content(bytes, Sha256.hex(digest.digest()));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Reads the existing file. */
    Content read() throws IOException {
        try (Writer existing = open(size())) {
            return existing.content();
        }
    }

    /** Returns the first {@code length} bytes of the existing file, or fewer if the file is shorter. */
    byte[] start(int length) throws IOException {
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(length);
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    /**
     * Moves the file to its final name and replaces an existing file.
     *
     * @param verified the size and SHA-256 of the verified file
     * @throws IOException if the size differs from the verified size, or the file cannot be renamed
     */
    void publish(Path target, Content verified) throws IOException {
        if (size() != verified.bytes()) {
            throw new FileSystemException(
                    path.toString(),
                    null,
                    "another program changed the file after its verification; run lbpayload:fetch again");
        }
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
