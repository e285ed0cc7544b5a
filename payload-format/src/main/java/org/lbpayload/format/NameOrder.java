// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.util.Comparator;

/**
 * The order of entries in an image that is written (FORMAT.md, "Entries"): by Unicode code point, which is the order of
 * the UTF-8 bytes. {@link String#compareTo} orders by UTF-16 unit and differs above U+FFFF.
 */
public final class NameOrder implements Comparator<String> {
    /** The one there is. */
    public static final NameOrder INSTANCE = new NameOrder();

    private NameOrder() {}

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

    /** Surrogates stand for code points above U+FFFF, so they rank above every other unit. */
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
    }
}
