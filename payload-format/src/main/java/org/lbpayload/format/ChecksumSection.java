// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checksums of all entries, stored as text after the reference part (FORMAT.md, "Checksum section"). Immutable.
 *
 * <p>Two arrays hold the checksums of all entries. For 200,000 entries, the arrays need 7 MB of heap. One object per
 * entry would need 25 MB, but an importer may have only 16 MB of heap.
 */
public final class ChecksumSection {
    /** The checksum section starts at a multiple of this number of bytes. */
    private static final int SECTOR_BYTES = 512;

    /** An image with a checksum section ends at a multiple of this number of bytes. */
    private static final int IMAGE_UNIT_BYTES = 4096;

    private static final byte[] MAGIC = utf8("LBPAYSUM1 ");
    private static final int CRC32_BYTES = 4;

    /** The offset of the SHA-256 in an entry's line of the checksum section. */
    private static final int SHA256_AT = 2 * CRC32_BYTES + 1;

    /** The offset of the size in an entry's line of the checksum section. */
    private static final int SIZE_AT = SHA256_AT + 2 * Sha256.BYTES + 1;

    /** A message quotes at most this many bytes of a line. */
    private static final int MAX_QUOTED_BYTES = 120;

    private final PayloadIndex index;
    private final int[] crc32;
    private final byte[] sha256;
    private final PayloadId payloadId;

    private ChecksumSection(PayloadIndex index, int[] crc32, byte[] sha256, PayloadId payloadId) {
        this.index = index;
        this.crc32 = crc32;
        this.sha256 = sha256;
        this.payloadId = payloadId;
    }

    /**
     * Creates the checksum section of an image.
     *
     * @param index the index of the image, not null
     * @param checksums the checksums of the entries in the order of the index, not null
     * @return the checksum section, never null
     * @throws IllegalArgumentException if the number of checksums differs from the number of entries
     */
    public static ChecksumSection of(PayloadIndex index, List<EntryChecksum> checksums) {
        int count = index.entries().size();
        if (checksums.size() != count) {
            throw new IllegalArgumentException(count + " entries, but " + checksums.size() + " checksums");
        }
        int[] crc32 = new int[count];
        byte[] sha256 = new byte[count * Sha256.BYTES];
        MessageDigest id = Sha256.newDigest();
        int position = 0;
        for (EntryChecksum checksum : checksums) {
            crc32[position] = checksum.crc32();
            System.arraycopy(checksum.sha256(), 0, sha256, position * Sha256.BYTES, Sha256.BYTES);
            PayloadId.add(
                    id,
                    utf8(Hex.of(checksum.sha256())),
                    0,
                    index.entry(position).name());
            position++;
        }
        return new ChecksumSection(index, crc32, sha256, PayloadId.of(id));
    }

    /** Returns the offset of the checksum section in an image with this index. */
    static long offset(PayloadIndex index) {
        return nextSector(index.length());
    }

    /**
     * Returns {@code offset} rounded up to a multiple of 512, or a negative number if the result would exceed 2^63-1.
     */
    static long nextSector(long offset) {
        return roundUp(offset, SECTOR_BYTES);
    }

    private static long roundUp(long offset, int unit) {
        return (offset + unit - 1) & -unit;
    }

    /**
     * Returns whether the magic of a checksum section is at {@code offset}. The section may belong to another image.
     */
    static boolean isAt(ImageInput in, long offset) throws IOException {
        return in.startsWith(offset, MAGIC);
    }

    /** Returns whether the first line of the checksum section of {@code index} is at the correct offset. */
    static boolean isOf(ImageInput in, PayloadIndex index) throws IOException {
        return in.startsWith(offset(index), firstLine(index));
    }

    /**
     * Returns whether a checksum section begins at {@code offset} and the length in its first line, rounded up to a
     * multiple of 512, equals {@code offset}.
     */
    static boolean belongsAt(ImageInput in, long offset) throws IOException {
        if (offset <= 0 || !isAt(in, offset)) {
            return false;
        }
        String[] words = line(in, offset).split(" ", 4);
        try {
            return words.length == 3 && nextSector(Long.parseLong(words[2])) == offset;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /**
     * Reads the checksum section that belongs to {@code index}.
     *
     * @return the checksum section, or null if none begins at the offset that the index determines
     * @throws MalformedImageException if the section is malformed, or does not match the index or its own payload id
     */
    static @Nullable ChecksumSection read(ImageInput in, PayloadIndex index) throws IOException {
        long start = offset(index);
        if (start < 0 || !isAt(in, start)) {
            return null;
        }
        checkZeros(in, index.length(), start);
        byte[] first = firstLine(index);
        if (!isOf(in, index)) {
            throw disagreement(in, start, printable(first));
        }
        long offset = start + first.length;

        int[] crc32 = new int[index.entries().size()];
        byte[] sha256 = new byte[crc32.length * Sha256.BYTES];
        MessageDigest id = Sha256.newDigest();
        int position = 0;
        for (Entry entry : index.entries()) {
            byte[] sizeAndName = sizeAndName(entry);
            byte[] digests = in.read(offset, SIZE_AT);
            if (digests == null
                    || !decode(digests, crc32, sha256, position)
                    || !in.startsWith(offset + SIZE_AT, sizeAndName)) {
                throw disagreement(in, offset, "<crc32> <sha256> " + printable(sizeAndName));
            }
            PayloadId.add(id, digests, SHA256_AT, entry.name());
            offset += SIZE_AT + sizeAndName.length;
            position++;
        }

        ChecksumSection section = new ChecksumSection(index, crc32, sha256, PayloadId.of(id));
        byte[] idLine = section.idLine();
        if (!in.startsWith(offset, idLine)) {
            throw disagreement(in, offset, printable(idLine));
        }
        offset += idLine.length;
        // Earlier versions padded images only to 512 bytes, so foreign data may follow on a disk.
        checkZeros(in, offset, nextSector(offset));
        return section;
    }

    /**
     * Refuses an image without the magic of a checksum section if another part of the section is at the correct offset.
     * A line that cannot be read counts as missing.
     *
     * @throws MalformedImageException if the image is refused
     */
    static void refuseWithoutMagic(ImageInput in, PayloadIndex index) throws IOException {
        byte[] first = firstLine(index);
        if (hasLine(in, index, first)) {
            throw disagreement(in, offset(index), printable(first));
        }
    }

    private static boolean hasLine(ImageInput in, PayloadIndex index, byte[] first) {
        long offset = offset(index);
        if (offset < 0) {
            return false;
        }
        try {
            if (in.startsWith(offset + MAGIC.length, Arrays.copyOfRange(first, MAGIC.length, first.length))) {
                return true;
            }
            offset += first.length;
            for (Entry entry : index.entries()) {
                byte[] sizeAndName = sizeAndName(entry);
                if (in.startsWith(offset + SIZE_AT, sizeAndName)) {
                    return true;
                }
                offset += SIZE_AT + sizeAndName.length;
                if (offset > in.size()) {
                    return false;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // an image without checksums is intact even if the next sector is bad
        }
    }

    /** Decodes the CRC-32 and the SHA-256 at the start of a line. Returns false if a digest is malformed. */
    private static boolean decode(byte[] line, int[] crc32, byte[] sha256, int position) {
        byte[] crc = new byte[CRC32_BYTES];
        boolean valid = Hex.decode(line, 0, crc, 0, CRC32_BYTES)
                && line[SHA256_AT - 1] == ' '
                && Hex.decode(line, SHA256_AT, sha256, position * Sha256.BYTES, Sha256.BYTES)
                && line[SIZE_AT - 1] == ' ';
        crc32[position] = ByteBuffer.wrap(crc).getInt();
        return valid;
    }

    private static MalformedImageException disagreement(ImageInput in, long offset, String expected)
            throws IOException {
        return new MalformedImageException(
                offset,
                "\"" + expected + "\" in the checksum section",
                "\"" + line(in, offset) + "\": the image is damaged, or the section belongs to another image");
    }

    private static void checkZeros(ImageInput in, long from, long to) throws IOException {
        byte[] bytes = in.read(from, (int) (Math.min(to, in.size()) - from));
        for (int i = 0; bytes != null && i < bytes.length; i++) {
            if (bytes[i] != 0) {
                throw new MalformedImageException(
                        from + i, "zero bytes around the checksum section", "a byte of value " + (bytes[i] & 0xFF));
            }
        }
    }

    /** Returns a printable excerpt of the line at {@code offset}, for a message. */
    private static String line(ImageInput in, long offset) throws IOException {
        byte[] bytes = in.read(offset, (int) Math.max(0, Math.min(MAX_QUOTED_BYTES, in.size() - offset)));
        if (bytes == null) {
            return "";
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return EntryName.printable(text.split("[\n\0]", 2)[0]);
    }

    private static String printable(byte[] utf8) {
        return EntryName.printable(new String(utf8, StandardCharsets.UTF_8).trim());
    }

    static byte[] firstLine(PayloadIndex index) {
        return utf8("LBPAYSUM1 " + index.entries().size() + " " + index.length() + "\n");
    }

    /** Returns the end of an entry's line in the checksum section: the size and the name, in UTF-8. */
    static byte[] sizeAndName(Entry entry) {
        return utf8(entry.size() + " " + entry.name() + "\n");
    }

    byte[] idLine() {
        return utf8("id " + payloadId + "\n");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private long textBytes() {
        long bytes = (long) firstLine(index).length + idLine().length;
        for (Entry entry : index.entries()) {
            bytes += SIZE_AT + sizeAndName(entry).length;
        }
        return bytes;
    }

    /** Returns the offset of the end of the image, after the zero bytes that follow the checksum section. */
    long imageEnd() {
        return roundUp(offset(index) + textBytes(), IMAGE_UNIT_BYTES);
    }

    /** Returns the payload id (FORMAT.md, "Payload id"), never null. */
    public PayloadId payloadId() {
        return payloadId;
    }

    /**
     * Returns the CRC-32 of the data of one entry.
     *
     * @param position the position of the entry in the index, from 0
     * @return all 32 bits of the CRC-32
     */
    public int crc32(int position) {
        return crc32[position];
    }

    /**
     * Returns the SHA-256 of the data of one entry.
     *
     * @param position the position of the entry in the index, from 0
     * @return a copy of the {@link Sha256#BYTES} bytes, never null
     */
    public byte[] sha256(int position) {
        int from = position * Sha256.BYTES;
        return Arrays.copyOfRange(sha256, from, from + Sha256.BYTES);
    }
}
