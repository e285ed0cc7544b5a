// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import org.lbpayload.format.EntryName;

/** A filter that removes potential secrets from URLs in messages and reports. */
public final class ShownUrl {
    private ShownUrl() {}

    /** Returns a URL, valid or not, without its credentials, query or fragment, and with control characters escaped. */
    public static String of(String url) {
        int start = url.indexOf("://");
        int authority = start < 0 ? 0 : start + 3;
        int end = firstOf("/?#", url, authority);
        int at = url.lastIndexOf('@', end - 1);
        String host = url.substring(at < authority ? authority : at + 1, end);
        int query = firstOf("?#", url, end);
        int last = url.lastIndexOf('@');
        if (last > query || last > end && host.contains(":")) {
            // A password that contains '/', '?' or '#' makes the user name look like the host.
            return EntryName.printable(url.substring(0, authority)) + "...";
        }
        return EntryName.printable(
                url.substring(0, authority) + host + url.substring(end, query) + (query < url.length() ? "?..." : ""));
    }

    /**
     * Returns the index of the first occurrence of any of {@code characters} at or after {@code start}, or the length
     * of {@code text} if there is no occurrence.
     */
    private static int firstOf(String characters, String text, int start) {
        int index = start;
        while (index < text.length() && characters.indexOf(text.charAt(index)) < 0) {
            index++;
        }
        return index;
    }
}
