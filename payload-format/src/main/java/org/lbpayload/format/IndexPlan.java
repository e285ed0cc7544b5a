// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A factory that computes the index of an image before the image is written. */
public final class IndexPlan {
    private IndexPlan() {}

    /**
     * Computes the index of a new image. The entries are in the order of {@link NameOrder} (FORMAT.md, "Entries").
     *
     * @param layout the layout of the image, not null
     * @param sizes the size of the data in bytes, 0 or more, for each name; not null
     * @return the index, never null
     * @throws ImageLimitException if there are more than {@link PayloadIndex#MAX_ENTRIES} entries, or if the reference
     *     part exceeds {@link Layout#maxBytes()} (FORMAT.md, "Limits")
     * @throws IllegalArgumentException if a name is invalid or a size is negative
     */
    public static PayloadIndex of(Layout layout, Map<String, Long> sizes) throws ImageLimitException {
        if (sizes.size() > PayloadIndex.MAX_ENTRIES) {
            throw new ImageLimitException("expected at most " + PayloadIndex.MAX_ENTRIES + " entries, found "
                    + sizes.size() + ": distribute the entries over several images");
        }
        String[] names = sizes.keySet().toArray(new String[0]);
        Arrays.sort(names, NameOrder.INSTANCE);
        List<Entry> entries = new ArrayList<>(names.length);
        long end = ImageHeader.bytes(layout);
        for (String name : names) {
            String problem = EntryName.problem(name);
            long size = Objects.requireNonNull(sizes.get(name), name);
            if (problem != null || size < 0) {
                throw new IllegalArgumentException("invalid entry " + EntryName.printable(name) + " of " + size
                        + " bytes" + (problem == null ? "" : ": the name " + problem));
            }
            long dataOffset = end + Entry.headerBytes(layout, EntryName.encode(name).length);
            if (dataOffset > layout.maxBytes() || size > layout.maxBytes() - dataOffset) {
                throw new ImageLimitException("the entries up to " + EntryName.printable(name) + ", which has " + size
                        + " bytes, exceed the " + layout.maxBytes() + " bytes of a " + layout.label() + " image");
            }
            entries.add(new Entry(name, size, dataOffset));
            end = dataOffset + size;
        }
        return new PayloadIndex(layout, entries);
    }
}
