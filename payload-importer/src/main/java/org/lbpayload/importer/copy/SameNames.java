// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.copy;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;
import org.lbpayload.importer.destination.Destination;
import org.lbpayload.importer.report.ImportException;

/** A check that no two names refer to the same file on a case-insensitive file system. */
public final class SameNames {
    private SameNames() {}

    /**
     * Rejects names that differ only in case or in trailing dots, which vfat and exfat ignore. Also rejects names that
     * differ from a reserved name only in case. Called before any file is copied.
     */
    static void checkBefore(MergedPayload payload, Destination destination) throws ImportException {
        String reserved = EntryName.RESERVED_PREFIX;
        Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : payload.names()) {
            boolean isReserved = name.regionMatches(true, 0, reserved, 0, reserved.length());
            check(destination, name, isReserved ? reserved + "..." : names.put(withoutDots(name), name));
        }
    }

    /**
     * Rejects names that refer to the same file although {@link #checkBefore} accepted them. Possible causes are short
     * names of vfat, and case-folding rules that the importer does not know. Called after all files are committed.
     */
    public static void checkAfter(MergedPayload payload, Destination destination) throws ImportException {
        Map<@Nullable Object, String> names = new HashMap<>();
        for (String name : payload.names()) {
            check(destination, name, names.put(destination.key(name), name));
        }
    }

    private static void check(Destination destination, String name, @Nullable String other) throws ImportException {
        if (other != null) {
            throw new ImportException(EntryName.printable(name) + " and " + EntryName.printable(other)
                    + " are the same file on " + destination.name() + ": import to a case-sensitive file system");
        }
    }

    private static String withoutDots(String name) {
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == '.') {
            end--;
        }
        return name.substring(0, end);
    }
}
