// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryName;

/** The images of all disks together: each name once. */
final class Payload {
    private static final int COMPARED_BYTES = 64 * 1024;

    private final List<Source> sources;
    private final int[][] positions;

    private Payload(List<Source> sources, int[][] positions) {
        this.sources = sources;
        this.positions = positions;
    }

    /**
     * Takes each name from the first source that has it.
     *
     * @throws ImportException where another source has other content under this name
     */
    static Payload merge(List<Source> sources) throws ImportException {
        int[][] positions = new int[sources.size()][];
        // One image has each name once already, which its index made sure of.
        Map<String, int[]> first = sources.size() == 1 ? null : new HashMap<String, int[]>();
        for (int s = 0; s < positions.length; s++) {
            int[] taken = new int[sources.get(s).image().index().entries().size()];
            int count = 0;
            for (int i = 0; i < taken.length; i++) {
                int[] other =
                        first == null ? null : first.get(sources.get(s).entry(i).name());
                if (other != null) {
                    checkSame(sources.get(other[0]), other[1], sources.get(s), i);
                    continue;
                }
                taken[count++] = i;
                if (first != null) {
                    first.put(sources.get(s).entry(i).name(), new int[] {s, i});
                }
            }
            positions[s] = Arrays.copyOf(taken, count);
        }
        return new Payload(sources, positions);
    }

    private static void checkSame(Source a, int i, Source b, int j) throws ImportException {
        if (a.entry(i).size() != b.entry(j).size() || !sameContent(a, i, b, j)) {
            throw new ImportException(a.name() + " and " + b.name() + " both have "
                    + EntryName.printable(a.entry(i).name())
                    + ", with other content: remove one of the disks, or name the right one with --device");
        }
    }

    private static boolean sameContent(Source a, int i, Source b, int j) throws ImportException {
        if (a.checksums() != null && b.checksums() != null) {
            return Arrays.equals(a.checksums().sha256(i), b.checksums().sha256(j));
        }
        ByteBuffer x = ByteBuffer.allocate(COMPARED_BYTES);
        ByteBuffer y = ByteBuffer.allocate(COMPARED_BYTES);
        long size = a.entry(i).size();
        for (long at = 0; at < size; at += COMPARED_BYTES) {
            int n = (int) Math.min(COMPARED_BYTES, size - at);
            x.clear().limit(n);
            y.clear().limit(n);
            a.read(a.entry(i), at, x);
            b.read(b.entry(j), at, y);
            x.flip();
            y.flip();
            if (!x.equals(y)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Refuses names of which a folder that ignores case would make one file, or one of the importer's own. Those that
     * do in Linux, vfat and exfat, ignore dots at the end as well.
     */
    void checkNamesWithoutCase(Destination destination) throws ImportException {
        String reserved = EntryName.RESERVED_PREFIX;
        Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int s = 0; s < positions.length; s++) {
            for (int i = 0; i < positions[s].length; i++) {
                String name = sources.get(s).entry(positions[s][i]).name();
                String other = name.regionMatches(true, 0, reserved, 0, reserved.length())
                        ? reserved + "..."
                        : names.put(withoutDots(name), name);
                if (other != null) {
                    throw oneFile(destination, name, other);
                }
            }
        }
    }

    /**
     * Refuses names that turned out to be one file's though {@link #checkNamesWithoutCase} told them apart: there are
     * short names, and more foldings than can be known beforehand. To be called when all files are in the folder.
     */
    void checkFilesAreApart(Destination destination) throws ImportException {
        Map<Object, String> names = new HashMap<>();
        for (int s = 0; s < positions.length; s++) {
            for (int i = 0; i < positions[s].length; i++) {
                String name = sources.get(s).entry(positions[s][i]).name();
                String other = names.put(destination.key(name), name);
                if (other != null) {
                    throw oneFile(destination, name, other);
                }
            }
        }
    }

    private static ImportException oneFile(Destination destination, String name, String other) {
        return new ImportException(destination.name() + " takes " + EntryName.printable(name) + " for "
                + EntryName.printable(other) + ": import to a file system that tells capitals from small letters");
    }

    private static String withoutDots(String name) {
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == '.') {
            end--;
        }
        return name.substring(0, end);
    }

    List<Source> sources() {
        return sources;
    }

    /** Positions, in ascending order, of the entries to take from this source. */
    int[] positions(int source) {
        return positions[source];
    }

    /** Whether for each entry there is a file of its size. */
    boolean isIn(Destination destination) throws ImportException {
        for (int s = 0; s < positions.length; s++) {
            for (int i = 0; i < positions[s].length; i++) {
                Entry entry = sources.get(s).entry(positions[s][i]);
                if (!destination.hasFile(entry.name(), entry.size())) {
                    return false;
                }
            }
        }
        return true;
    }
}
