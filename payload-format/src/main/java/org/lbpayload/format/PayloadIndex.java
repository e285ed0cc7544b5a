// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The layout and the entries of an image. Immutable. */
public final class PayloadIndex {
    /** The maximum number of entries of an image; live-bootstrap's tools reject larger images. */
    public static final int MAX_ENTRIES = ImageHeader.MAX_ENTRIES;

    private final Layout layout;
    private final List<Entry> entries;

    PayloadIndex(Layout layout, List<Entry> entries) {
        this.layout = layout;
        this.entries = Collections.unmodifiableList(entries);
    }

    /**
     * Reads the {@code header.count()} entries that follow the header.
     *
     * @throws MalformedImageException if an entry is malformed or two entries have the same name
     */
    static PayloadIndex read(ImageInput in, ImageHeader header) throws IOException {
        // The list grows with each entry that is read, because a damaged count must not cause a large allocation.
        ArrayList<Entry> entries = new ArrayList<>();
        long offset = ImageHeader.bytes(header.layout());
        for (int i = 0; i < header.count(); i++) {
            Entry entry = Entry.read(in, offset, header.layout());
            entries.add(entry);
            offset = entry.end();
        }
        entries.trimToSize();
        checkNamesAreUnique(entries);
        return new PayloadIndex(header.layout(), entries);
    }

    static PayloadIndex empty(Layout layout) {
        return new PayloadIndex(layout, Collections.<Entry>emptyList());
    }

    private static void checkNamesAreUnique(List<Entry> entries) throws MalformedImageException {
        if (areAscending(entries)) {
            return;
        }
        Entry[] sorted = entries.toArray(new Entry[0]);
        // The sort is stable, so entries with the same name stay in image order.
        Arrays.sort(sorted, (a, b) -> NameOrder.INSTANCE.compare(a.name(), b.name()));
        for (int i = 1; i < sorted.length; i++) {
            String name = sorted[i].name();
            if (name.equals(sorted[i - 1].name())) {
                throw new MalformedImageException(
                        nameOffset(sorted[i]),
                        "each name once",
                        EntryName.printable(name) + " again, first at offset " + nameOffset(sorted[i - 1]));
            }
        }
    }

    /** Returns whether the names are in ascending order, as in every image that this project writes. */
    private static boolean areAscending(List<Entry> entries) {
        String last = "";
        for (Entry entry : entries) {
            if (NameOrder.INSTANCE.compare(last, entry.name()) >= 0) {
                return false;
            }
            last = entry.name();
        }
        return true;
    }

    private static long nameOffset(Entry entry) {
        return entry.dataOffset() - EntryName.encode(entry.name()).length;
    }

    /** Returns the layout, never null. */
    public Layout layout() {
        return layout;
    }

    /** Returns the entries in the order of the image, as an unmodifiable list with fast random access; never null. */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * Returns one entry.
     *
     * @param position the position of the entry in {@link #entries}, from 0
     * @return the entry, never null
     */
    public Entry entry(int position) {
        return entries.get(position);
    }

    /** Returns the length in bytes of the reference part, from the magic to the end of the last entry. */
    public long length() {
        return entries.isEmpty()
                ? ImageHeader.bytes(layout)
                : entries.get(entries.size() - 1).end();
    }
}
