// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.ChecksumSection;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryName;
import org.lbpayload.format.MalformedImageException;
import org.lbpayload.format.PayloadImage;
import org.lbpayload.format.PayloadIndex;

/** A disk that was opened and whose image, as far as it speaks of itself, is sound. */
final class Source implements Closeable {
    private final String name;
    private final FileChannel channel;
    private final long offset;
    private final boolean rotational;
    private final PayloadImage image;
    private final PayloadIndex index;

    private Source(Disk disk, FileChannel channel, long offset, PayloadImage image) {
        this.name = printable(disk);
        this.channel = channel;
        this.offset = offset;
        this.rotational = Boolean.TRUE.equals(disk.rotational());
        this.image = image;
        this.index = image.index();
    }

    /** Opens the disk and reads its index and checksums. */
    static Source open(Disk disk) throws ImportException {
        return read(disk, channel(disk), disk.offset());
    }

    /** Opens the disk. */
    static FileChannel channel(Disk disk) throws ImportException {
        try {
            return FileChannel.open(Paths.get(disk.path()), StandardOpenOption.READ);
        } catch (IOException e) {
            throw new ImportException("cannot open " + printable(disk), e);
        }
    }

    /**
     * Reads index and checksums of an image that is open already.
     *
     * @param channel closed with the source, or when this fails
     * @param offset where in the channel the image begins
     */
    static Source read(Disk disk, FileChannel channel, long offset) throws ImportException {
        Source source = null;
        try {
            source = new Source(disk, channel, offset, PayloadImage.read(channel, offset));
            return source;
        } catch (MalformedImageException e) {
            throw new ImportException(printable(disk) + ": " + e.getMessage());
        } catch (IOException e) {
            throw new ImportException(printable(disk), e);
        } finally {
            if (source == null) {
                closeQuietly(channel);
            }
        }
    }

    /** The disk's name for messages. */
    static String printable(Disk disk) {
        String path = disk.path().equals(Disk.STANDARD_INPUT) ? "standard input" : EntryName.printable(disk.path());
        return disk.offset() == 0 ? path : path + " (image at offset " + disk.offset() + ")";
    }

    /** Closes what was only read: nothing can be lost. */
    static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // nothing was written through it
        }
    }

    String name() {
        return name;
    }

    PayloadImage image() {
        return image;
    }

    /** The checksums, or null where the image has none. */
    @Nullable
    ChecksumSection checksums() {
        return image.checksums();
    }

    Entry entry(int position) {
        return index.entry(position);
    }

    /** Bytes of the largest of these entries; 0 where there are none. */
    long largest(int[] positions) {
        long largest = 0;
        for (int i = 0; i < positions.length; i++) {
            largest = Math.max(largest, entry(positions[i]).size());
        }
        return largest;
    }

    /** Whether reading in order is worth more than reading in parallel. */
    boolean rotational() {
        return rotational;
    }

    /**
     * Reads data of an entry.
     *
     * @param at where in the entry
     * @param buffer filled up to its limit
     */
    void read(Entry entry, long at, ByteBuffer buffer) throws ImportException {
        long end = at + buffer.remaining();
        long from = at;
        while (buffer.hasRemaining()) {
            from = end - buffer.remaining();
            int n;
            try {
                n = channel.read(buffer, offset + entry.dataOffset() + from);
            } catch (IOException e) {
                throw unreadable(entry, from, ImportException.reason(e));
            }
            if (n < 0) {
                throw unreadable(entry, from, "the end of the disk");
            }
        }
    }

    private ImportException unreadable(Entry entry, long at, String found) {
        return new ImportException(name + ": cannot read " + EntryName.printable(entry.name()) + " at offset "
                + (entry.dataOffset() + at) + ": expected " + entry.size() + " bytes up to offset " + entry.end()
                + ", found " + found);
    }

    /**
     * Lets the kernel copy data of an entry.
     *
     * @return bytes copied, more than 0
     * @throws IOException where {@code out} cannot be written
     */
    long transfer(Entry entry, long at, long bytes, FileChannel out) throws IOException, ImportException {
        long n;
        try {
            n = channel.transferTo(offset + entry.dataOffset() + at, bytes, out);
        } catch (IOException e) {
            read(entry, at, ByteBuffer.allocate(1)); // fails where it is the disk that failed
            throw e;
        }
        if (n <= 0) {
            throw unreadable(entry, at, "the end of the disk");
        }
        return n;
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }
}
