// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One file of a payload image: its name, and where in the image its data is. Before the data stands a header: length of
 * the name, length of the data, name (FORMAT.md, "Entries").
 */
public final class Entry {
    private final String name;
    private final long size;
    private final long dataOffset;

    Entry(String name, long size, long dataOffset) {
        this.name = name;
        this.size = size;
        this.dataOffset = dataOffset;
    }

    /** The name, which satisfies {@link EntryName}; never null. */
    public String name() {
        return name;
    }

    /** Bytes of data, 0 to 2^63-1. */
    public long size() {
        return size;
    }

    /** Where the data begins, in bytes from the start of the image. */
    public long dataOffset() {
        return dataOffset;
    }

    /** Where the data ends and the next record begins, in bytes from the start of the image. */
    public long end() {
        return dataOffset + size;
    }

    /** Bytes of the header of an entry whose name has {@code nameBytes} bytes. */
    static int headerBytes(Layout layout, int nameBytes) {
        return 2 * layout.wordBytes() + nameBytes;
    }

    /** The longest header there can be, in either layout. */
    static int maxHeaderBytes() {
        return headerBytes(Layout.U64, EntryName.MAX_BYTES);
    }

    /**
     * Reads the header at {@code offset} and checks it against the rule for names and the size of the image.
     *
     * @throws MalformedImageException where the header or the data that it announces is not all there, or the name is
     *     refused
     */
    static Entry read(ImageInput in, long offset, Layout layout) throws IOException {
        int word = layout.wordBytes();
        int lengths = in.at(offset, 2 * word);
        if (lengths == ImageInput.MISSING) {
            throw new MalformedImageException(offset, "the header of an entry", endOf(in));
        }
        long nameLength = in.integer(lengths, word);
        long dataLength = in.integer(lengths + word, word);
        if (nameLength < 1 || nameLength > EntryName.MAX_BYTES) {
            throw new MalformedImageException(
                    offset,
                    "a name of 1 to " + EntryName.MAX_BYTES + " bytes",
                    "a length of " + Long.toUnsignedString(nameLength));
        }
        long nameOffset = offset + 2L * word;
        String name = readName(in, nameOffset, (int) nameLength);
        long dataOffset = nameOffset + nameLength;
        if (dataLength < 0 || dataLength > in.size() - dataOffset) {
            throw new MalformedImageException(
                    offset + word,
                    Long.toUnsignedString(dataLength) + " bytes of data of " + EntryName.printable(name),
                    (in.size() - dataOffset) + " up to the end of the image");
        }
        return new Entry(name, dataLength, dataOffset);
    }

    private static String readName(ImageInput in, long offset, int length) throws IOException {
        int at = in.at(offset, length);
        if (at == ImageInput.MISSING) {
            throw new MalformedImageException(offset, "a name of " + length + " bytes", endOf(in));
        }
        byte[] utf8 = new byte[length];
        System.arraycopy(in.bytes(), at, utf8, 0, length);
        String name = EntryName.decode(utf8);
        if (name == null) {
            throw new MalformedImageException(offset, "a name in UTF-8", "bytes that are not");
        }
        String problem = EntryName.problem(name, utf8);
        if (problem != null) {
            throw new MalformedImageException(
                    offset, "a name fit for a file", "\"" + EntryName.printable(name) + "\", which " + problem);
        }
        return name;
    }

    private static String endOf(ImageInput in) {
        return "the end of the image at " + in.size();
    }

    void putHeader(ByteBuffer littleEndian, Layout layout) {
        byte[] utf8 = EntryName.encode(name);
        layout.put(littleEndian, utf8.length);
        layout.put(littleEndian, size);
        littleEndian.put(utf8);
    }

    @Override
    public String toString() {
        return EntryName.printable(name) + " (" + size + " bytes at " + dataOffset + ")";
    }
}
