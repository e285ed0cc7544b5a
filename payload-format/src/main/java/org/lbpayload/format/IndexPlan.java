// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Gives every entry of an image that is yet to be written its place. */
public final class IndexPlan {
    private IndexPlan() {}

    /**
     * The index of an image that is yet to be written: entries in the order of {@link NameOrder}, each with its place.
     *
     * @param layout the layout to write
     * @param sizes bytes of data (0 or more) by name; every name must satisfy {@link EntryName#problem}
     * @throws ImageLimitException where there are more than {@link PayloadIndex#MAX_ENTRIES} entries, or more bytes
     *     than {@link Layout#maxBytes()}
     * @throws IllegalArgumentException where a name is refused or a size negative
     */
    public static PayloadIndex of(Layout layout, Map<String, Long> sizes) throws ImageLimitException {
        if (sizes.size() > PayloadIndex.MAX_ENTRIES) {
            throw new ImageLimitException("expected at most " + PayloadIndex.MAX_ENTRIES + " entries, found "
                    + sizes.size() + ": make several images");
        }
        String[] names = sizes.keySet().toArray(new String[0]);
        Arrays.sort(names, NameOrder.INSTANCE);
        List<Entry> entries = new ArrayList<>(names.length);
        long end = ImageHeader.bytes(layout);
        for (String name : names) {
            String problem = EntryName.problem(name);
            long size = Objects.requireNonNull(sizes.get(name), name);
            if (problem != null || size < 0) {
                throw new IllegalArgumentException(
                        "not an entry: " + EntryName.printable(name) + ", " + size + " bytes");
            }
            long dataOffset = end + Entry.headerBytes(layout, EntryName.encode(name).length);
            if (dataOffset > layout.maxBytes() || size > layout.maxBytes() - dataOffset) {
                throw new ImageLimitException("a " + layout.label() + " image holds at most " + layout.maxBytes()
                        + " bytes and would pass that with " + EntryName.printable(name) + " of " + size + " bytes");
            }
            entries.add(new Entry(name, size, dataOffset));
            end = dataOffset + size;
        }
        return new PayloadIndex(layout, entries);
    }
}
