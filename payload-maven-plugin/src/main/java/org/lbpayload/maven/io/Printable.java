// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

import org.lbpayload.format.EntryName;

/** Makes text from untrusted sources safe for messages. */
public final class Printable {
    private static final int LONGEST = 300;

    private Printable() {}

    /** {@return the text with control characters escaped, shortened to {@value #LONGEST} characters} */
    public static String text(String text) {
        boolean tooLong = text.codePointCount(0, text.length()) > LONGEST;
        return EntryName.printable(tooLong ? text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "..." : text);
    }
}
