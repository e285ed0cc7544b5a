// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

/** Formats a number and its noun for messages. */
public final class Count {
    private Count() {}

    /** Returns the number and its noun, such as {@code 1 distfile} or {@code 2 distfiles}. */
    public static String of(long number, String noun) {
        return of(number, noun, noun + "s");
    }

    /** Returns the number and its noun, such as {@code 1 entry} or {@code 2 entries}. */
    public static String of(long number, String singular, String plural) {
        return number + " " + (number == 1 ? singular : plural);
    }
}
