// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

/** One file of a payload image: its name, and where in the image its data is. */
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

    @Override
    public String toString() {
        return EntryName.printable(name) + " (" + size + " bytes at " + dataOffset + ")";
    }
}
