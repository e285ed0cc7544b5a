// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.lbpayload.maven.io.Reason;

/**
 * A disk that is open for writing and reading back.
 *
 * <p>If the system supports direct I/O (O_DIRECT in open(2)), transfers bypass the kernel's cache. Direct I/O transfers
 * only whole blocks, so bytes before the first and after the last whole block go through the cache. The kernel keeps
 * the cache and the disk consistent.
 *
 * <p>Positions are offsets in bytes from the start of the disk. An end is the offset after the last byte.
 */
final class Disk implements Closeable {

    /** The maximum size of one transfer in bytes. */
    static final int CHUNK = 4 << 20;

    /** The minimum alignment of direct I/O in bytes: a multiple of the block sizes of all common disks. */
    private static final int LEAST_BLOCK = 4096;

    private final FileChannel cached;
    private final Optional<FileChannel> direct;
    private final int block;

    private Disk(FileChannel cached, Optional<FileChannel> direct, int block) {
        this.cached = cached;
        this.direct = direct;
        this.block = block;
    }

    /** Opens an existing disk or file, or creates a file. */
    static Disk open(Path path, boolean create) throws IOException {
        return open(path, create, directOption());
    }

    /** @param direct the option for direct I/O; empty if this version of Java does not have the option */
    static Disk open(Path path, boolean create, Optional<OpenOption> direct) throws IOException {
        Set<OpenOption> options = create
                ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)
                : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel cached = FileChannel.open(path, options);
        try {
            int block = Math.toIntExact(
                    Math.max(LEAST_BLOCK, Files.getFileStore(path).getBlockSize()));
            return new Disk(cached, openDirect(path, direct, block), block);
        } catch (IOException | RuntimeException e) {
            cached.close();
            throw e;
        }
    }

    /**
     * Opens a second channel for direct I/O. Returns empty if the disk, the file system or this version of Java does
     * not support direct I/O.
     */
    private static Optional<FileChannel> openDirect(Path path, Optional<OpenOption> option, int block)
            throws IOException {
        if (option.isEmpty()) {
            return Optional.empty();
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, option.get());
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
        try {
            channel.read(aligned(block, block), 0);
            return Optional.of(channel);
        } catch (IOException e) {
            // Some file systems accept O_DIRECT but reject every transfer.
            channel.close();
            return Optional.empty();
        }
    }

    /**
     * Returns the option for direct I/O. Finds the option by name, because importing {@code ExtendedOpenOption} causes
     * a javac 25 warning that cannot be suppressed.
     */
    private static Optional<OpenOption> directOption() {
        try {
            for (Object option :
                    Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants()) {
                if (option.toString().equals("DIRECT")) {
                    return Optional.of((OpenOption) option);
                }
            }
            return Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Returns the channel that goes through the kernel's cache. The caller must not close the channel. */
    FileChannel cached() {
        return cached;
    }

    boolean isDirect() {
        return direct.isPresent();
    }

    /** Returns the number of file descriptors that this object holds. */
    int descriptors() {
        return direct.isPresent() ? 2 : 1;
    }

    /** Returns a new buffer of {@link #CHUNK} bytes that is aligned for direct I/O. */
    ByteBuffer buffer() {
        return aligned(CHUNK, block);
    }

    private static ByteBuffer aligned(int size, int block) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(size + block).alignedSlice(block);
        return buffer.limit(size).slice();
    }

    /** Writes all bytes of a buffer to the disk. The buffer must come from {@link #buffer} and have position 0. */
    void write(ByteBuffer buffer, long position) throws IOException {
        int length = buffer.limit();
        try {
            if (direct.isPresent() && position % block == 0) {
                buffer.limit(length - length % block);
                writeFully(direct.get(), buffer, position);
            }
            writeFully(cached, buffer.limit(length), position);
        } catch (IOException e) {
            throw failure("writing", position + buffer.position(), e);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer, position + buffer.position());
        }
    }

    /**
     * Reads {@code length} bytes into an empty buffer that {@link #buffer} created, and flips the buffer. Reads fewer
     * bytes if the end of the disk is reached. Bypasses the kernel's cache if possible.
     */
    void read(ByteBuffer buffer, long position, int length) throws IOException {
        try {
            if (direct.isPresent()) {
                // Direct I/O reads only whole blocks, and the buffer's capacity is a multiple of the block size.
                buffer.clear().limit(length + (block - length % block) % block);
                readFully(direct.get(), buffer, position);
                buffer.flip().limit(Math.min(buffer.limit(), length));
            } else {
                buffer.clear().limit(length);
                readFully(cached, buffer, position);
                buffer.flip();
            }
        } catch (IOException e) {
            throw failure("reading back", position, e);
        }
    }

    private static IOException failure(String action, long offset, IOException e) {
        return new IOException(action + " failed at offset " + offset + ": " + Reason.of(e), e);
    }

    private static void readFully(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        while (buffer.hasRemaining() && position + buffer.position() < channel.size()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                return;
            }
        }
    }

    /** Fills an empty buffer with exactly {@code length} bytes of an image and flips the buffer. */
    static void fill(ByteBuffer buffer, FileChannel image, long position, int length) throws IOException {
        buffer.clear().limit(length);
        while (buffer.hasRemaining()) {
            if (image.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("the image was truncated: the file ends at offset "
                        + (position + buffer.position()) + "; build the image again");
            }
        }
        buffer.flip();
    }

    /** Waits until all written bytes are on the disk. */
    void sync() throws IOException {
        try {
            cached.force(true);
        } catch (IOException e) {
            throw new IOException("syncing failed: " + Reason.of(e), e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (direct.isPresent()) {
                direct.get().close();
            }
        } finally {
            cached.close();
        }
    }
}
