// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.report;

/** The text form of a count and a noun. */
public final class Plural {
    private Plural() {}

    /** Returns text such as {@code 1 file} or {@code 2 files}. */
    public static String of(long count, String singular) {
        return count + " " + singular + (count == 1 ? "" : "s");
    }
}
