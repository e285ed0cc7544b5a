// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import org.lbpayload.format.EntryName;

/** A URL as messages and reports show it: without what may be secret in it. */
public final class ShownUrl {
    private ShownUrl() {}

    /** {@return a URL, valid or not, without credentials, query, fragment and control characters} */
    public static String of(String url) {
        int start = url.indexOf("://");
        int authority = start < 0 ? 0 : start + 3;
        int end = firstOf("/?#", url, authority);
        int at = url.lastIndexOf('@', end - 1);
        String host = url.substring(at < authority ? authority : at + 1, end);
        int query = firstOf("?#", url, end);
        int last = url.lastIndexOf('@');
        if (last > query || last > end && host.contains(":")) {
            // What looks like the host may be a user name, and what is behind it the rest of a password that has a '/',
            // '?' or '#' in it.
            return EntryName.printable(url.substring(0, authority)) + "...";
        }
        return EntryName.printable(
                url.substring(0, authority) + host + url.substring(end, query) + (query < url.length() ? "?..." : ""));
    }

    /** {@return where the first of these characters is from {@code start} on, or the length where none is} */
    private static int firstOf(String characters, String text, int start) {
        int index = start;
        while (index < text.length() && characters.indexOf(text.charAt(index)) < 0) {
            index++;
        }
        return index;
    }
}
