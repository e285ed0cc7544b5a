// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text behind the reference part that says what its data must be (FORMAT.md, "Checksum section"). Immutable. Kept
 * in two arrays rather than in an object an entry: with 200,000 entries that is the difference between 7 and 25 MB of
 * heap.
 */
public final class ChecksumSection {
    /** The section begins at a multiple of this many bytes from the start of the image. */
    private static final int SECTOR_BYTES = 512;

    /** An image with a section ends at a multiple of this many bytes. */
    private static final int IMAGE_UNIT_BYTES = 4096;

    private static final byte[] MAGIC = ascii("LBPAYSUM1 ");
    private static final int SHA256_AT = 8 + 1;
    private static final int DIGEST_BYTES = SHA256_AT + 2 * Sha256.BYTES + 1;

    private final PayloadIndex index;
    private final int[] crc32;
    private final byte[] sha256;
    private final PayloadId payloadId;

    private ChecksumSection(PayloadIndex index, int[] crc32, byte[] sha256) {
        this.index = index;
        this.crc32 = crc32;
        this.sha256 = sha256;
        this.payloadId = PayloadId.of(index, sha256);
    }

    /**
     * The section of an image with this index.
     *
     * @param checksums one for each entry, in the order of the index
     * @throws IllegalArgumentException where there is not one checksum for each entry
     */
    public static ChecksumSection of(PayloadIndex index, List<EntryChecksum> checksums) {
        int count = index.entries().size();
        if (checksums.size() != count) {
            throw new IllegalArgumentException(count + " entries, but " + checksums.size() + " checksums");
        }
        int[] crc32 = new int[count];
        byte[] sha256 = new byte[count * Sha256.BYTES];
        for (int i = 0; i < count; i++) {
            crc32[i] = checksums.get(i).crc32();
            System.arraycopy(checksums.get(i).sha256(), 0, sha256, i * Sha256.BYTES, Sha256.BYTES);
        }
        return new ChecksumSection(index, crc32, sha256);
    }

    /** Where the section of an image with this index begins, in bytes from the start of the image. */
    static long offset(PayloadIndex index) {
        return nextSector(index.length());
    }

    /** Returns {@code offset} rounded up to a multiple of 512, which is negative if the result exceeds 2^63-1. */
    static long nextSector(long offset) {
        return roundUp(offset, SECTOR_BYTES);
    }

    private static long roundUp(long offset, int unit) {
        return (offset + unit - 1) & -unit;
    }

    /** Whether a section, of this or any other image, begins at {@code offset}. */
    static boolean isAt(ImageInput in, long offset) throws IOException {
        return in.startsWith(offset, MAGIC);
    }

    /** Whether a section with the count and length of {@code index} begins where that of {@code index} has to. */
    static boolean isOf(ImageInput in, PayloadIndex index) throws IOException {
        return in.startsWith(offset(index), firstLine(index));
    }

    /** Whether the first line of a section that stands at {@code offset} says that this is where it belongs. */
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
     * Reads the section that belongs to {@code index}.
     *
     * @return null where none begins where it ought to
     * @throws MalformedImageException where it disagrees with the index or with itself
     */
    static @Nullable ChecksumSection read(ImageInput in, PayloadIndex index) throws IOException {
        long start = offset(index);
        if (start < 0 || !isAt(in, start)) {
            return null;
        }
        checkZeros(in, index.length(), start);
        long offset = start;
        byte[] first = firstLine(index);
        if (!isOf(in, index)) {
            throw disagreement(in, offset, printable(first));
        }
        offset += first.length;

        int[] crc32 = new int[index.entries().size()];
        byte[] sha256 = new byte[crc32.length * Sha256.BYTES];
        byte[] crcBytes = new byte[4];
        for (int i = 0; i < crc32.length; i++) {
            byte[] sizeAndName = sizeAndName(index.entry(i));
            if (!readDigests(in, offset, crcBytes, sha256, i) || !in.startsWith(offset + DIGEST_BYTES, sizeAndName)) {
                throw disagreement(in, offset, "<crc32> <sha256> " + printable(sizeAndName));
            }
            for (int b = 0; b < crcBytes.length; b++) {
                crc32[i] = crc32[i] << 8 | crcBytes[b] & 0xFF;
            }
            offset += DIGEST_BYTES + sizeAndName.length;
        }

        ChecksumSection section = new ChecksumSection(index, crc32, sha256);
        byte[] id = section.idLine();
        if (!in.startsWith(offset, id)) {
            throw disagreement(in, offset, "id " + section.payloadId);
        }
        offset += id.length;
        // Not up to the end of the image: images of earlier versions end here, and any data may follow them on a disk.
        checkZeros(in, offset, nextSector(offset));
        return section;
    }

    /** Refuses a section that belongs to {@code index} by one of its lines; what cannot be read is none. */
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
            boolean found = in.startsWith(offset + MAGIC.length, Arrays.copyOfRange(first, MAGIC.length, first.length));
            offset += first.length;
            int count = index.entries().size();
            for (int i = 0; !found && i < count && offset <= in.size(); i++) {
                byte[] sizeAndName = sizeAndName(index.entry(i));
                offset += DIGEST_BYTES + sizeAndName.length;
                found = in.startsWith(offset - sizeAndName.length, sizeAndName);
            }
            return found;
        } catch (IOException e) {
            return false; // as for MisplacedSection
        }
    }

    /** Reads the digests of entry {@code i}; false where there are none. */
    private static boolean readDigests(ImageInput in, long offset, byte[] crc32, byte[] sha256, int i)
            throws IOException {
        int at = in.at(offset, DIGEST_BYTES);
        if (at == ImageInput.MISSING) {
            return false;
        }
        byte[] text = in.bytes();
        return Hex.get(text, at, crc32, 0, crc32.length)
                && text[at + SHA256_AT - 1] == ' '
                && Hex.get(text, at + SHA256_AT, sha256, i * Sha256.BYTES, Sha256.BYTES)
                && text[at + DIGEST_BYTES - 1] == ' ';
    }

    private static MalformedImageException disagreement(ImageInput in, long offset, String expected)
            throws IOException {
        return new MalformedImageException(
                offset,
                "\"" + expected + "\" in the checksum section",
                "\"" + line(in, offset) + "\": the image is damaged, or the section is left from another one");
    }

    private static void checkZeros(ImageInput in, long from, long to) throws IOException {
        int length = (int) (Math.min(to, in.size()) - from);
        int at = length <= 0 ? ImageInput.MISSING : in.at(from, length);
        byte[] bytes = in.bytes();
        for (int i = 0; at != ImageInput.MISSING && i < length; i++) {
            byte found = bytes[at + i];
            if (found != 0) {
                throw new MalformedImageException(
                        from + i, "zero bytes around the checksum section", "a byte of value " + (found & 0xFF));
            }
        }
    }

    /**
     * What stands from {@code offset} to the end of the line, cut at a length that a message can bear, safe to print.
     */
    private static String line(ImageInput in, long offset) throws IOException {
        int length = (int) Math.max(0, Math.min(120, in.size() - offset));
        int at = in.at(offset, length);
        int end = 0;
        while (at != ImageInput.MISSING && end < length && !isLineEnd(in.bytes()[at + end])) {
            end++;
        }
        return end == 0 ? "" : EntryName.printable(new String(in.bytes(), at, end, StandardCharsets.UTF_8));
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == 0;
    }

    private static String printable(byte[] utf8) {
        return EntryName.printable(new String(utf8, StandardCharsets.UTF_8).trim());
    }

    private static byte[] firstLine(PayloadIndex index) {
        return ascii("LBPAYSUM1 " + index.entries().size() + " " + index.length() + "\n");
    }

    private static byte[] sizeAndName(Entry entry) {
        // Not joined as text, which takes longer than all the rest of a line where Java has just been started.
        int digits = 1;
        for (long rest = entry.size() / 10; rest > 0; rest /= 10) {
            digits++;
        }
        byte[] name = EntryName.encode(entry.name());
        byte[] line = new byte[digits + 1 + name.length + 1];
        long rest = entry.size();
        for (int i = digits - 1; i >= 0; i--) {
            line[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        line[digits] = ' ';
        System.arraycopy(name, 0, line, digits + 1, name.length);
        line[line.length - 1] = '\n';
        return line;
    }

    private byte[] idLine() {
        return ascii("id " + payloadId + "\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Writes the text, without the zero bytes before and behind it. */
    void write(BufferedOutput out) throws IOException {
        out.put(firstLine(index));
        byte[] digests = new byte[DIGEST_BYTES];
        digests[SHA256_AT - 1] = ' ';
        digests[DIGEST_BYTES - 1] = ' ';
        for (int i = 0; i < crc32.length; i++) {
            Hex.put(crc32[i], digests, 0);
            Hex.put(sha256, i * Sha256.BYTES, Sha256.BYTES, digests, SHA256_AT);
            out.put(digests);
            out.put(sizeAndName(index.entry(i)));
        }
        out.put(idLine());
    }

    /** Bytes of the text, without the zero bytes before and behind it. */
    private long textBytes() {
        long bytes = firstLine(index).length + (long) crc32.length * DIGEST_BYTES + idLine().length;
        for (Entry entry : index.entries()) {
            bytes += sizeAndName(entry).length;
        }
        return bytes;
    }

    /** Returns the offset at which an image with this section ends, the zero bytes after the text included. */
    long imageEnd() {
        return roundUp(offset(index) + textBytes(), IMAGE_UNIT_BYTES);
    }

    /** The payload id; never null. */
    public PayloadId payloadId() {
        return payloadId;
    }

    /** The CRC-32 of the data of the entry at this position of the index. */
    public int crc32(int position) {
        return crc32[position];
    }

    /** The SHA-256 of the data of the entry at this position of the index: a copy, {@link Sha256#BYTES} bytes. */
    public byte[] sha256(int position) {
        byte[] digest = new byte[Sha256.BYTES];
        System.arraycopy(sha256, position * Sha256.BYTES, digest, 0, digest.length);
        return digest;
    }
}
