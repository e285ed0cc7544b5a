// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

/** Text that came from elsewhere, made fit for a message. */
final class Printable {
    private static final int LONGEST = 300;

    private Printable() {}

    /** {@return the text without control characters, which a terminal would obey, and not without end} */
    static String text(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .forEach(
                        c -> printable.appendCodePoint(Character.isISOControl(c) || !Character.isDefined(c) ? '?' : c));
        return printable
                .append(text.codePointCount(0, text.length()) > LONGEST ? "..." : "")
                .toString();
    }
}
