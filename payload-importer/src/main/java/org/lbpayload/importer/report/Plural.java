// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.report;

/** A formatter for a number and the noun that it counts. */
public final class Plural {
    private Plural() {}

    /** Returns text such as {@code 1 file} or {@code 2 files}. */
    public static String of(long count, String singular) {
        return count + " " + singular + (count == 1 ? "" : "s");
    }
}
