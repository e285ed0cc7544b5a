// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code Content-Range} of an answer 206 (RFC 9110, section 14.4). */
final class ContentRange {
    private static final Pattern BYTES = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    private ContentRange() {}

    /**
     * {@return whether the answer says that it begins at {@code offset}; one that says nothing cannot be trusted to}
     */
    static boolean startsAt(HttpResponse<?> response, long offset) {
        Matcher range =
                BYTES.matcher(response.headers().firstValue("Content-Range").orElse(""));
        return range.matches() && Long.parseLong(range.group(1)) == offset;
    }
}
