// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Writes an image whose index is planned. Every byte's place is known beforehand, so the data of the entries may be
 * written in any order and from several threads; the image is whole when {@link #writeHeaders}, {@link #writeData} (or
 * {@link #copyData}) for every entry, and where wanted {@link #writeChecksums}, have returned. The channel's position
 * is neither used nor changed, nothing is synced or closed: that is for whoever opened the channel.
 */
public final class PayloadWriter {
    private static final int COPY_BYTES = 256 * 1024;

    private final FileChannel out;
    private final PayloadIndex index;

    /**
     * @param out where to write, an empty file or a place that may be overwritten from offset 0
     * @param index what to write
     */
    public PayloadWriter(FileChannel out, PayloadIndex index) {
        this.out = out;
        this.index = index;
    }

    /** Writes the magic, the count and every entry's header. */
    public void writeHeaders() throws IOException {
        BufferedOutput buffer = new BufferedOutput(out, 0);
        Layout layout = index.layout();
        new ImageHeader(layout, index.entries().size()).put(buffer.room(ImageHeader.bytes(Layout.U64)));
        long end = ImageHeader.bytes(layout);
        for (Entry entry : index.entries()) {
            buffer.seek(end);
            entry.putHeader(buffer.room(Entry.maxHeaderBytes()), layout);
            end = entry.end();
        }
        buffer.flush();
    }

    /**
     * Copies the data of one entry, from {@code data}'s position to its end, and computes its checksums on the way.
     *
     * @throws EntrySizeException where {@code data} is not as long as the index says
     */
    public EntryChecksum writeData(Entry entry, ReadableByteChannel data) throws IOException {
        Digests digests = new Digests();
        copy(entry, data, digests);
        return new EntryChecksum((int) digests.crc32.getValue(), digests.sha256.digest());
    }

    /**
     * Copies the data of one entry, as {@link #writeData} does, for an image without checksums.
     *
     * @throws EntrySizeException where {@code data} is not as long as the index says
     */
    public void copyData(Entry entry, ReadableByteChannel data) throws IOException {
        copy(entry, data, null);
    }

    /** Computes the digests on the way where they are wanted. */
    private void copy(Entry entry, ReadableByteChannel data, @Nullable Digests digests) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(COPY_BYTES, Math.max(1, entry.size())));
        long left = entry.size();
        while (left > 0) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), left));
            int n = data.read(buffer);
            if (n < 0) {
                throw new EntrySizeException(entry, Long.toString(entry.size() - left));
            }
            if (digests != null) {
                digests.crc32.update(buffer.array(), 0, n);
                digests.sha256.update(buffer.array(), 0, n);
            }
            buffer.flip();
            writeFully(buffer, entry.end() - left);
            left -= n;
        }
        buffer.clear().limit(1);
        if (data.read(buffer) > 0) {
            throw new EntrySizeException(entry, "more");
        }
    }

    private void writeFully(ByteBuffer buffer, long offset) throws IOException {
        long at = offset;
        while (buffer.hasRemaining()) {
            at += out.write(buffer, at);
        }
    }

    /**
     * Writes the checksum section and the zero bytes around it. To be called last: it makes the file as long as it has
     * to be.
     *
     * @param section the section of the same index
     */
    public void writeChecksums(ChecksumSection section) throws IOException {
        BufferedOutput buffer = new BufferedOutput(out, index.length());
        buffer.putZerosUpTo(ChecksumSection.offset(index));
        section.write(buffer);
        buffer.putZerosUpTo(section.imageEnd());
        buffer.flush();
    }

    private static final class Digests {
        final CRC32 crc32 = new CRC32();
        final MessageDigest sha256 = Sha256.newDigest();
    }
}
