// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What the reference part of an image holds and where: layout, entries, length. Immutable. */
public final class PayloadIndex {
    /** The most entries that an image may have: what the reference tools refuse to pass. */
    public static final int MAX_ENTRIES = ImageHeader.MAX_ENTRIES;

    private final Layout layout;
    private final Entry[] entries;

    PayloadIndex(Layout layout, List<Entry> entries) {
        this.layout = layout;
        this.entries = entries.toArray(new Entry[0]);
    }

    /** Reads the {@code header.count()} entries that follow the header and checks that no name stands twice. */
    static PayloadIndex read(ImageInput in, ImageHeader header) throws IOException {
        // The count is not to be trusted with memory: the list grows with what has really been read.
        List<Entry> entries = new ArrayList<>();
        long offset = ImageHeader.bytes(header.layout());
        for (int i = 0; i < header.count(); i++) {
            Entry entry = Entry.read(in, offset, header.layout());
            entries.add(entry);
            offset = entry.end();
        }
        PayloadIndex index = new PayloadIndex(header.layout(), entries);
        index.checkNamesAreUnique();
        return index;
    }

    static PayloadIndex empty(Layout layout) {
        return new PayloadIndex(layout, Collections.<Entry>emptyList());
    }

    private void checkNamesAreUnique() throws MalformedImageException {
        String[] names = new String[entries.length];
        boolean ascending = true; // as most images are, which then need not be sorted
        for (int i = 0; i < names.length; i++) {
            names[i] = entries[i].name();
            ascending = ascending && (i == 0 || names[i - 1].compareTo(names[i]) < 0);
        }
        if (ascending) {
            return;
        }
        Arrays.sort(names);
        for (int i = 1; i < names.length; i++) {
            if (names[i].equals(names[i - 1])) {
                throw duplicate(names[i]);
            }
        }
    }

    private MalformedImageException duplicate(String name) {
        Entry first = null;
        for (Entry entry : entries) {
            if (entry.name().equals(name)) {
                if (first != null) {
                    return new MalformedImageException(
                            nameOffset(entry),
                            "each name once",
                            EntryName.printable(name) + " again, first at offset " + nameOffset(first));
                }
                first = entry;
            }
        }
        throw new AssertionError();
    }

    private static long nameOffset(Entry entry) {
        return entry.dataOffset() - EntryName.encode(entry.name()).length;
    }

    /** The layout; never null. */
    public Layout layout() {
        return layout;
    }

    /** The entries in image order; never null, unmodifiable, fast by position. */
    public List<Entry> entries() {
        return Collections.unmodifiableList(Arrays.asList(entries));
    }

    /** The entry at {@code position} of {@link #entries}, 0 to one less than there are; never null. */
    public Entry entry(int position) {
        return entries[position];
    }

    /** Bytes of the reference part, from the magic to the end of the last entry. */
    public long length() {
        return entries.length == 0 ? ImageHeader.bytes(layout) : entries[entries.length - 1].end();
    }

    /** Bytes of data of all entries together. */
    public long dataBytes() {
        long sum = 0;
        for (Entry entry : entries) {
            sum += entry.size(); // cannot overflow: the entries lie side by side in one image
        }
        return sum;
    }
}
