// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import java.util.Comparator;

/**
 * The order in which disks are searched and imported. The order depends only on the names of the disks, so the same
 * names have the same order on every boot.
 *
 * <p>Names are sorted by their first two characters, which usually identify the driver. After that, runs of digits are
 * compared as numbers. Other runs are compared by length and then alphabetically, because {@code sdaa} follows
 * {@code sdz} in the kernel's names. Examples: {@code sda}, {@code sda1}, {@code sda10}, {@code sdb}, {@code sdz},
 * {@code sdaa}; {@code nvme0n1}, {@code nvme0n1p1}, {@code nvme0n10}. A disk comes before its partitions.
 */
final class DeviceOrder implements Comparator<Device> {
    @Override
    public int compare(Device a, Device b) {
        return compareNames(a.name(), b.name());
    }

    static int compareNames(String a, String b) {
        int byDriver = driver(a).compareTo(driver(b));
        if (byDriver != 0) {
            return byDriver;
        }
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            String x = run(a, i);
            String y = run(b, j);
            int byRun = compareRuns(x, y);
            if (byRun != 0) {
                return byRun;
            }
            i += x.length();
            j += y.length();
        }
        int byRest = (a.length() - i) - (b.length() - j);
        // Names that are still equal differ only in leading zeros.
        return byRest != 0 ? byRest : a.compareTo(b);
    }

    private static String driver(String name) {
        return name.substring(0, Math.min(2, name.length()));
    }

    private static String run(String name, int from) {
        int end = from + 1;
        while (end < name.length() && isDigit(name.charAt(end)) == isDigit(name.charAt(from))) {
            end++;
        }
        return name.substring(from, end);
    }

    /** Compares two runs of digits, or two runs of other characters. */
    private static int compareRuns(String x, String y) {
        boolean digits = isDigit(x.charAt(0));
        String p = digits ? withoutLeadingZeros(x) : x;
        String q = digits ? withoutLeadingZeros(y) : y;
        return p.length() != q.length() ? p.length() - q.length() : p.compareTo(q);
    }

    private static String withoutLeadingZeros(String digits) {
        int first = 0;
        while (first < digits.length() - 1 && digits.charAt(first) == '0') {
            first++;
        }
        return digits.substring(first);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
