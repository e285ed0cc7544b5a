// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lbpayload.format.EntryName;

/** Conversions that make untrusted text safe for messages. */
public final class Printable {
    private static final int LONGEST = 300;

    /** Matches every character of a message except tabs, and except line breaks that precede an indented line. */
    private static final Pattern ESCAPED = Pattern.compile("[^\t\n]+|\n(?!  )");

    private Printable() {}

    /** {@return the text with control characters escaped, shortened to at most {@value #LONGEST} characters} */
    public static String text(String text) {
        boolean tooLong = text.codePointCount(0, text.length()) > LONGEST;
        return EntryName.printable(tooLong ? text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "..." : text);
    }

    /**
     * Returns a complete message with control characters escaped. Tabs are kept, because the output of programs
     * contains tabs. Line breaks before indented lines are kept, because these lines are the elements of lists.
     */
    public static String message(String message) {
        return ESCAPED.matcher(message).replaceAll(part -> Matcher.quoteReplacement(EntryName.printable(part.group())));
    }
}
