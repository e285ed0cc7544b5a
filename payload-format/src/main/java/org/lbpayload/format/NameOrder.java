// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.util.Comparator;

/**
 * The order of the entries in a written image (FORMAT.md, "Entries"). Names are compared by Unicode code point, which
 * is also the order of their UTF-8 bytes. {@link String#compareTo} compares UTF-16 units, so the orders differ for
 * characters above U+FFFF.
 */
public final class NameOrder implements Comparator<String> {
    /** The only instance. */
    public static final NameOrder INSTANCE = new NameOrder();

    private NameOrder() {}

    /**
     * Compares two names by Unicode code point.
     *
     * @param a a name, not null
     * @param b a name, not null
     * @return a negative number, zero or a positive number if {@code a} comes before, is equal to or comes after
     *     {@code b}
     */
    @Override
    public int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return rank(x) - rank(y);
            }
        }
        return a.length() - b.length();
    }

    /** Ranks surrogates above all other UTF-16 units, because surrogates encode code points above U+FFFF. */
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
    }
}
