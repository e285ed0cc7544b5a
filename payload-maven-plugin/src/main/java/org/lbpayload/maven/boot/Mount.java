// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of /proc/self/mountinfo (proc(5)).
 *
 * @param device the number of the file system's device; one of no disk for btrfs and the like
 * @param source what was mounted, for a disk the path of its node at that time
 * @param point where
 */
record Mount(DeviceNumber device, String source, String point) {

    private static final Pattern LINE = Pattern.compile("\\S+ \\S+ (\\d+:\\d+) \\S+ (\\S+) .*? ?- \\S+ (\\S*) .*");

    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

    static Optional<Mount> parse(String line) {
        Matcher fields = LINE.matcher(line);
        return fields.matches()
                ? Optional.of(new Mount(
                        DeviceNumber.parse(fields.group(1)), unescape(fields.group(3)), unescape(fields.group(2))))
                : Optional.empty();
    }

    /** Undoes the kernel's way with white space and backslashes: three octal digits. */
    static String unescape(String field) {
        return ESCAPE.matcher(field)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 8))));
    }
}
