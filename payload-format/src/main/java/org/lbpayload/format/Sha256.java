// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest algorithm SHA-256 (FIPS 180-4). */
public final class Sha256 {
    /** The length of a digest in bytes. */
    public static final int BYTES = 32;

    private Sha256() {}

    /** Returns a new SHA-256 digest, never null. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform provides SHA-256", e);
        }
    }

    /**
     * Returns a digest in the form that sha256sum(1) prints.
     *
     * @param digest the bytes of the digest, not null
     * @return two hexadecimal digits in lower case for each byte, never null
     */
    public static String hex(byte[] digest) {
        return Hex.of(digest);
    }
}
