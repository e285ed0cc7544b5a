// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One named file of a payload image. A header precedes the data. The header consists of the length of the name, the
 * length of the data, and the name (FORMAT.md, "Entries"). Immutable.
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

    /** Returns the name, never null. {@link EntryName} defines which names are valid. */
    public String name() {
        return name;
    }

    /** Returns the size of the data in bytes, 0 to 2^63-1. */
    public long size() {
        return size;
    }

    /** Returns the offset of the data, in bytes from the start of the image. */
    public long dataOffset() {
        return dataOffset;
    }

    /** Returns the offset at which the data ends, in bytes from the start of the image. */
    public long end() {
        return dataOffset + size;
    }

    /** Returns the size in bytes of the header of an entry whose name has {@code nameBytes} bytes. */
    static int headerBytes(Layout layout, int nameBytes) {
        return 2 * layout.wordBytes() + nameBytes;
    }

    /** Returns the size in bytes of the longest header in either layout. */
    static int maxHeaderBytes() {
        return headerBytes(Layout.U64, EntryName.MAX_BYTES);
    }

    /**
     * Reads the header at {@code offset}, and checks the name and both lengths.
     *
     * @throws MalformedImageException if the image ends within the header or the data, or if the name is invalid
     */
    static Entry read(ImageInput in, long offset, Layout layout) throws IOException {
        int word = layout.wordBytes();
        byte[] lengths = in.read(offset, 2 * word);
        if (lengths == null) {
            throw new MalformedImageException(offset, "the header of an entry", in.describeEnd());
        }
        long nameLength = layout.get(lengths, 0);
        long dataLength = layout.get(lengths, word);
        if (nameLength < 1 || nameLength > EntryName.MAX_BYTES) {
            throw new MalformedImageException(
                    offset,
                    "a name of 1 to " + EntryName.MAX_BYTES + " bytes",
                    "a length of " + Long.toUnsignedString(nameLength));
        }
        long nameOffset = offset + 2L * word;
        String name = readName(in, nameOffset, (int) nameLength);
        long dataOffset = nameOffset + nameLength;
        long available = in.size() - dataOffset;
        if (dataLength < 0 || dataLength > available) {
            throw new MalformedImageException(
                    offset + word,
                    Long.toUnsignedString(dataLength) + " bytes of data of " + EntryName.printable(name),
                    available + " up to the end of the image");
        }
        return new Entry(name, dataLength, dataOffset);
    }

    private static String readName(ImageInput in, long offset, int length) throws IOException {
        byte[] utf8 = in.read(offset, length);
        if (utf8 == null) {
            throw new MalformedImageException(offset, "a name of " + length + " bytes", in.describeEnd());
        }
        String name = EntryName.decode(utf8);
        if (name == null) {
            throw new MalformedImageException(offset, "a name in UTF-8", "bytes that are not UTF-8");
        }
        String problem = EntryName.problemOfCharacters(name);
        if (problem != null) {
            throw new MalformedImageException(
                    offset, "a valid file name", "\"" + EntryName.printable(name) + "\", which " + problem);
        }
        return name;
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
