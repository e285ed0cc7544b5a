// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The record at offset 0: magic and count (FORMAT.md, "Header"). */
final class ImageHeader {
    /** "LBPAYLD1" as a little-endian integer. */
    private static final long MAGIC = 0x31444C594150424CL;

    static final int MAGIC_BYTES = 8;

    /** What the reference refuses to pass. */
    static final int MAX_ENTRIES = 200_000;

    private final Layout layout;
    private final int count;

    ImageHeader(Layout layout, int count) {
        this.layout = layout;
        this.count = count;
    }

    static boolean hasMagic(ImageInput in) throws IOException {
        int magic = in.at(0, MAGIC_BYTES);
        return magic != ImageInput.MISSING && in.integer(magic, MAGIC_BYTES) == MAGIC;
    }

    /**
     * Reads the header and tells the layouts apart: bytes 12 to 15 are the high half of a u64 count, hence zero, or the
     * length of the first name, hence not (FORMAT.md, "Layouts"). Where the count is zero they tell that it is u32 if
     * they are not zero or not there; else nothing does, and the header comes out as u64.
     */
    static ImageHeader read(ImageInput in) throws IOException {
        if (!hasMagic(in)) {
            throw new MalformedImageException(0, "the magic LBPAYLD1", foundInsteadOfMagic(in));
        }
        int low = in.at(MAGIC_BYTES, 4);
        if (low == ImageInput.MISSING) {
            throw new MalformedImageException(
                    MAGIC_BYTES, "the count of entries", "the end of the image at " + in.size());
        }
        long count = in.integer(low, 4);
        int high = in.at(MAGIC_BYTES + 4, 4);
        if (high == ImageInput.MISSING && count > 0) {
            throw new MalformedImageException(
                    MAGIC_BYTES + 4, count + " entries", "the end of the image at " + in.size());
        }
        Layout layout = high == ImageInput.MISSING || in.integer(high, 4) != 0 ? Layout.U32 : Layout.U64;
        if (count > MAX_ENTRIES) {
            throw new MalformedImageException(
                    MAGIC_BYTES, "at most " + MAX_ENTRIES + " entries", "a count of " + count);
        }
        return new ImageHeader(layout, (int) count);
    }

    private static String foundInsteadOfMagic(ImageInput in) {
        return in.size() < MAGIC_BYTES ? "the end of the image at " + in.size() : "other bytes";
    }

    static int bytes(Layout layout) {
        return MAGIC_BYTES + layout.wordBytes();
    }

    Layout layout() {
        return layout;
    }

    int count() {
        return count;
    }

    void put(ByteBuffer littleEndian) {
        littleEndian.putLong(MAGIC);
        layout.put(littleEndian, count);
    }
}
