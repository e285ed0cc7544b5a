// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The two layouts that share the magic: they differ in the width of every integer and in nothing else (FORMAT.md,
 * "Layouts"). All integers are unsigned and little-endian.
 */
public enum Layout {
    /** Four-byte integers: what the first importers read. */
    U32(4, 0xFFFF_FFFFL),
    /** Eight-byte integers: the later layout, and the one to write unless an old importer must read the image. */
    U64(8, Long.MAX_VALUE);

    private final int wordBytes;
    private final long maxWord;

    Layout(int wordBytes, long maxWord) {
        this.wordBytes = wordBytes;
        this.maxWord = maxWord;
    }

    /** The layout that {@code label} names, or null where none is called so. */
    public static @Nullable Layout ofLabel(String label) {
        for (Layout layout : values()) {
            if (layout.label().equals(label)) {
                return layout;
            }
        }
        return null;
    }

    /** The name that people and parameters use: {@code u32} or {@code u64}. */
    public String label() {
        return this == U32 ? "u32" : "u64";
    }

    /** Bytes of one integer: 4 or 8. */
    public int wordBytes() {
        return wordBytes;
    }

    /**
     * The largest size in bytes of an entry, and of the whole reference part, that is written in this layout: 2^32-1 or
     * 2^63-1. A u32 image could hold more in several entries, but the importers that need this layout cannot seek past
     * it.
     */
    public long maxBytes() {
        return maxWord;
    }

    void put(ByteBuffer littleEndian, long value) {
        if (this == U32) {
            littleEndian.putInt((int) value);
        } else {
            littleEndian.putLong(value);
        }
    }
}
