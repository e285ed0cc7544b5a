// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A writer for an image with a known index. Because the index determines all offsets, several threads may write the
 * data of entries, in any order. A complete image requires {@link #writeHeaders}, one call of {@link #writeData} or
 * {@link #copyData} for each entry, and {@link #writeChecksums} if the image has checksums.
 *
 * <p>The position of the channel is neither used nor changed. The caller syncs and closes the channel.
 */
public final class PayloadWriter {
    private static final int COPY_BYTES = 256 * 1024;

    private final FileChannel out;
    private final PayloadIndex index;

    /**
     * Creates a writer.
     *
     * @param out the channel to write to from offset 0, not null; existing bytes are overwritten
     * @param index the index of the image, not null
     */
    public PayloadWriter(FileChannel out, PayloadIndex index) {
        this.out = out;
        this.index = index;
    }

    /**
     * Writes the magic, the number of entries and the header of every entry (FORMAT.md, "Header" and "Entries").
     *
     * @throws IOException if the channel cannot be written
     */
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
     * Copies the data of one entry and computes its checksums.
     *
     * @param entry an entry of the index, not null
     * @param data the source of the data, not null; the channel is read from the current position to the end
     * @return the checksums, never null
     * @throws EntrySizeException if {@code data} is shorter or longer than {@link Entry#size()}
     * @throws IOException if {@code data} cannot be read or the channel cannot be written
     */
    public EntryChecksum writeData(Entry entry, ReadableByteChannel data) throws IOException {
        Digests digests = new Digests();
        copy(entry, data, digests);
        return new EntryChecksum((int) digests.crc32.getValue(), digests.sha256.digest());
    }

    /**
     * Copies the data of one entry without computing checksums.
     *
     * @param entry an entry of the index, not null
     * @param data the source of the data, not null; the channel is read from the current position to the end
     * @throws EntrySizeException if {@code data} is shorter or longer than {@link Entry#size()}
     * @throws IOException if {@code data} cannot be read or the channel cannot be written
     */
    public void copyData(Entry entry, ReadableByteChannel data) throws IOException {
        copy(entry, data, null);
    }

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
                digests.update(buffer.array(), n);
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
     * Writes the checksum section and the zero bytes before and after it (FORMAT.md, "Checksum section"). Extends a
     * shorter file to the end of the image, but does not truncate a longer file.
     *
     * @param section the checksum section that was created for the index of this writer, not null
     * @throws IOException if the channel cannot be written
     */
    public void writeChecksums(ChecksumSection section) throws IOException {
        BufferedOutput buffer = new BufferedOutput(out, index.length());
        buffer.putZerosUpTo(ChecksumSection.offset(index));
        writeLines(section, buffer);
        buffer.putZerosUpTo(section.imageEnd());
        buffer.flush();
    }

    private void writeLines(ChecksumSection section, BufferedOutput buffer) throws IOException {
        buffer.put(ChecksumSection.firstLine(index));
        int position = 0;
        for (Entry entry : index.entries()) {
            String checksums = Hex.of(section.crc32(position)) + " " + Hex.of(section.sha256(position)) + " ";
            buffer.put(checksums.getBytes(StandardCharsets.US_ASCII));
            buffer.put(ChecksumSection.sizeAndName(entry));
            position++;
        }
        buffer.put(section.idLine());
    }

    private static final class Digests {
        final CRC32 crc32 = new CRC32();
        final MessageDigest sha256 = Sha256.newDigest();

        void update(byte[] bytes, int count) {
            crc32.update(bytes, 0, count);
            sha256.update(bytes, 0, count);
        }
    }
}
