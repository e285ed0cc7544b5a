// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

import org.lbpayload.format.EntryName;

/** Text that came from elsewhere, made fit for a message. */
public final class Printable {
    private static final int LONGEST = 300;

    private Printable() {}

    /** {@return the text without what a terminal would obey, and not without end} */
    public static String text(String text) {
        boolean tooLong = text.codePointCount(0, text.length()) > LONGEST;
        return EntryName.printable(tooLong ? text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "..." : text);
    }
}
