// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** live-bootstrap's {@code steps/bootstrap.cfg}: shell assignments, one a line, sourced by every step. */
final class BootstrapConfig {

    private static final String REQUIRED = "PAYLOAD_REQUIRED=True";

    // The line's carriage return, if any, goes as well: it would become part of the value.
    private static final Pattern ASSIGNMENT =
            Pattern.compile("^[ \\t]*(?:export[ \\t]+)?PAYLOAD_REQUIRED=[^\\n]*", Pattern.MULTILINE);

    private BootstrapConfig() {}

    /**
     * Says in a configuration that the payload is required.
     *
     * @param config the configuration as it is; empty where there is none
     * @return the same bytes with {@code PAYLOAD_REQUIRED=True} in place of each line that assigns it, or as a last
     *     line where none does
     */
    static byte[] requirePayload(byte[] config) {
        // One character a byte, so that what is not ours survives whatever its encoding.
        String text = new String(config, StandardCharsets.ISO_8859_1);
        Matcher assignment = ASSIGNMENT.matcher(text);
        String required;
        if (assignment.find()) {
            required = assignment.replaceAll(REQUIRED);
        } else {
            String separator = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
            required = text + separator + REQUIRED + "\n";
        }
        return required.getBytes(StandardCharsets.ISO_8859_1);
    }
}
