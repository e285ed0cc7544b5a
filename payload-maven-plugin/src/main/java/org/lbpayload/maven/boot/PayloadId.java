// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

/**
 * The id that an early image pins, so that only the payload disk it was built for is admitted (FORMAT.md, payload id).
 *
 * @param hex a SHA-256 as 64 hexadecimal digits in lower case
 */
public record PayloadId(String hex) {

    /**
     * Takes an id as it stands.
     *
     * @throws IllegalArgumentException if it is anything but 64 lower-case hexadecimal digits
     */
    public PayloadId {
        boolean wellFormed = hex.length() == 64;
        for (int i = 0; wellFormed && i < hex.length(); i++) {
            wellFormed = "0123456789abcdef".indexOf(hex.charAt(i)) >= 0;
        }
        if (!wellFormed) {
            throw new IllegalArgumentException("payload id '" + hex + "' is not 64 lower-case hexadecimal digits");
        }
    }
}
