// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.ChecksumSection;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryName;
import org.lbpayload.format.MalformedImageException;
import org.lbpayload.format.PayloadId;
import org.lbpayload.format.PayloadImage;
import org.lbpayload.format.PayloadIndex;
import org.lbpayload.importer.report.ImportException;
import org.lbpayload.importer.report.Reason;

/** An open image whose index and checksum section are valid. */
public final class OpenImage implements Closeable {
    private final String name;
    private final FileChannel channel;
    private final long offset;
    private final boolean rotational;
    private final PayloadImage image;
    private final PayloadIndex index;

    private OpenImage(ImageLocation location, FileChannel channel, long offset, PayloadImage image) {
        this.name = location.name();
        this.channel = channel;
        this.offset = offset;
        this.rotational = Boolean.TRUE.equals(location.rotational());
        this.image = image;
        this.index = image.index();
    }

    /**
     * Reads the index and the checksums of an image.
     *
     * @param channel the channel to read, which is closed when the image is closed or this method fails
     * @param offset the offset of the image in the channel, in bytes
     */
    static OpenImage read(ImageLocation location, FileChannel channel, long offset) throws ImportException {
        OpenImage opened = null;
        try {
            opened = new OpenImage(location, channel, offset, PayloadImage.read(channel, offset));
            return opened;
        } catch (MalformedImageException e) {
            throw new ImportException(location.name() + ": " + malformed(e, channel, offset));
        } catch (IOException e) {
            throw new ImportException(location.name(), e);
        } finally {
            if (opened == null) {
                closeQuietly(channel);
            }
        }
    }

    private static String malformed(MalformedImageException e, FileChannel channel, long offset) {
        try {
            String compression = e.offset() == 0 ? Compression.foundAt(channel, offset) : null;
            if (compression != null) {
                return "expected a payload image, found " + compression;
            }
        } catch (IOException unreadable) {
            // The missing magic is reported instead.
        }
        return String.valueOf(e.getMessage());
    }

    /** Closes a channel and ignores errors. */
    static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The channel was used for reading, or for data that is no longer needed.
        }
    }

    /** Returns the printable name of the disk, file or stream. */
    public String name() {
        return name;
    }

    public PayloadIndex index() {
        return index;
    }

    public List<Entry> entries() {
        return index.entries();
    }

    public Entry entry(int position) {
        return index.entry(position);
    }

    /** Returns the checksums, or null if the image has none. */
    public @Nullable ChecksumSection checksums() {
        return image.checksums();
    }

    /** Returns the payload id, or null if the image has no checksums. */
    public @Nullable PayloadId payloadId() {
        return image.payloadId();
    }

    /** Returns the size in bytes of the largest entry at {@code positions}, or 0 if {@code positions} is empty. */
    public long largest(int[] positions) {
        long largest = 0;
        for (int position : positions) {
            largest = Math.max(largest, entry(position).size());
        }
        return largest;
    }

    /** Returns whether seeking is slow, so that reading in order is faster than reading in parallel. */
    public boolean rotational() {
        return rotational;
    }

    /**
     * Reads data of an entry until the buffer is full.
     *
     * @param at the offset in the entry's data, in bytes
     * @throws ImportException if the disk cannot be read or ends within the entry
     */
    public void read(Entry entry, long at, ByteBuffer buffer) throws ImportException {
        long end = at + buffer.remaining();
        while (buffer.hasRemaining()) {
            long from = end - buffer.remaining();
            int n;
            try {
                n = channel.read(buffer, offset + entry.dataOffset() + from);
            } catch (IOException e) {
                throw unreadable(entry, from, Reason.of(e));
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
     * Copies data of an entry, inside the kernel if possible.
     *
     * @param at the offset in the entry's data, in bytes
     * @param bytes the maximum number of bytes to copy, at least 1
     * @return the number of bytes copied, at least 1
     * @throws IOException if {@code out} cannot be written
     * @throws ImportException if the disk cannot be read or ends within the entry
     */
    public long transfer(Entry entry, long at, long bytes, FileChannel out) throws IOException, ImportException {
        long n;
        try {
            n = channel.transferTo(offset + entry.dataOffset() + at, bytes, out);
        } catch (IOException e) {
            read(entry, at, ByteBuffer.allocate(1)); // throws an exception if the disk caused the failure
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
