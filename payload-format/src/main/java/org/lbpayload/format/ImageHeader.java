// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The header of an image: the magic and the number of entries (FORMAT.md, "Header"). Immutable. */
final class ImageHeader {
    private static final byte[] MAGIC = "LBPAYLD1".getBytes(StandardCharsets.US_ASCII);

    static final int MAX_ENTRIES = 200_000;

    private final Layout layout;
    private final int count;

    ImageHeader(Layout layout, int count) {
        this.layout = layout;
        this.count = count;
    }

    static boolean hasMagic(ImageInput in) throws IOException {
        return in.startsWith(0, MAGIC);
    }

    /**
     * Reads the header and determines the layout (FORMAT.md, "Layouts"). For a u32 image without entries, this method
     * may return u64. Only the checksum section of such an image shows that the layout is u32.
     *
     * @throws MalformedImageException if the magic is missing, the image ends within the header, or the count is too
     *     large
     */
    static ImageHeader read(ImageInput in) throws IOException {
        if (!hasMagic(in)) {
            throw new MalformedImageException(
                    0, "the magic LBPAYLD1", in.size() < MAGIC.length ? in.describeEnd() : "other bytes");
        }
        int countOffset = MAGIC.length;
        byte[] low = in.read(countOffset, Integer.BYTES);
        if (low == null) {
            throw new MalformedImageException(countOffset, "the count of entries", in.describeEnd());
        }
        long count = Layout.U32.get(low, 0);
        int highOffset = countOffset + Integer.BYTES;
        byte[] high = in.read(highOffset, Integer.BYTES);
        if (high == null && count > 0) {
            throw new MalformedImageException(highOffset, "the header of an entry", in.describeEnd());
        }
        if (count > MAX_ENTRIES) {
            throw new MalformedImageException(
                    countOffset, "at most " + MAX_ENTRIES + " entries", "a count of " + count);
        }
        boolean isU64 = high != null && Layout.U32.get(high, 0) == 0;
        return new ImageHeader(isU64 ? Layout.U64 : Layout.U32, (int) count);
    }

    /** Returns the size of the header in bytes. */
    static int bytes(Layout layout) {
        return MAGIC.length + layout.wordBytes();
    }

    Layout layout() {
        return layout;
    }

    int count() {
        return count;
    }

    void put(ByteBuffer littleEndian) {
        littleEndian.put(MAGIC);
        layout.put(littleEndian, count);
    }
}
