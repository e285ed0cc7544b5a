// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The width of the integers in an image (FORMAT.md, "Layouts"). The integers are unsigned and little-endian. */
public enum Layout {
    /** The layout with four-byte integers, which live-bootstrap's first importers read. */
    U32("u32", Integer.BYTES, 0xFFFF_FFFFL),
    /** The layout with eight-byte integers, which is the default. */
    U64("u64", Long.BYTES, Long.MAX_VALUE);

    private final String label;
    private final int wordBytes;
    private final long maxBytes;

    Layout(String label, int wordBytes, long maxBytes) {
        this.label = label;
        this.wordBytes = wordBytes;
        this.maxBytes = maxBytes;
    }

    /**
     * Returns the layout whose label is {@code label}.
     *
     * @param label any text, not null
     * @return the layout, or null if no layout has the label
     */
    public static @Nullable Layout ofLabel(String label) {
        for (Layout layout : values()) {
            if (layout.label.equals(label)) {
                return layout;
            }
        }
        return null;
    }

    /** Returns the layout's name for users, {@code u32} or {@code u64}. */
    public String label() {
        return label;
    }

    /** Returns the width of an integer in bytes, 4 or 8. */
    public int wordBytes() {
        return wordBytes;
    }

    /**
     * Returns the maximum size in bytes of the reference part of a written image, 2^32-1 or 2^63-1 (FORMAT.md,
     * "Limits"). Together, the entries of a u32 image could be larger, but importers that read only u32 compute offsets
     * in 32 bits.
     */
    public long maxBytes() {
        return maxBytes;
    }

    void put(ByteBuffer littleEndian, long value) {
        if (this == U32) {
            littleEndian.putInt((int) value);
        } else {
            littleEndian.putLong(value);
        }
    }

    /** Decodes the integer at index {@code from}. Returns a negative number if a u64 integer exceeds 2^63-1. */
    long get(byte[] littleEndian, int from) {
        long value = 0;
        for (int i = from + wordBytes - 1; i >= from; i--) {
            value = value << Byte.SIZE | littleEndian[i] & 0xFF;
        }
        return value;
    }
}
