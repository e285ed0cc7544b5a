// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.lbpayload.format.PayloadId;

/**
 * A payload that the import step imports.
 *
 * @param destination the absolute path of the directory on the target that receives the payload
 */
public record PayloadImport(PayloadId payloadId, String destination) {
    /** The directory in which live-bootstrap expects distfiles. */
    public static final String DISTFILES = "/external/distfiles";

    private static final String EXTERNAL = "/external/";

    /**
     * Matches paths that require no quotes in any shell. An element of a path must not start with a dot or a hyphen.
     */
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_][A-Za-z0-9._+-]*)+");

    /**
     * Checks the destinations.
     *
     * @param anywhere whether a destination may be outside {@code /external}
     * @throws EarlyException if a destination is malformed or not permitted, or two payloads have the same destination
     */
    public static void check(List<PayloadImport> imports, boolean anywhere) throws EarlyException {
        Set<String> destinations = new HashSet<>();
        for (PayloadImport each : imports) {
            String destination = each.destination;
            if (!PATH.matcher(destination).matches()) {
                throw new EarlyException(
                        "<payloads>: expected an absolute <destination> of letters, digits and . _ + -," + " found '"
                                + destination + "': correct it");
            }
            if (!anywhere && !destination.startsWith(EXTERNAL)) {
                throw new EarlyException("<payloads>: the destination " + destination
                        + " is outside /external: choose another, or set <allowAnyDestination> to true");
            }
            if (!destinations.add(destination)) {
                throw new EarlyException(
                        "<payloads>: two payloads have the destination " + destination + ": change one of them");
            }
        }
    }
}
