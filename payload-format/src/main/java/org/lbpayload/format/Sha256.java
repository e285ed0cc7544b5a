// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4), which every Java platform has to offer. */
public final class Sha256 {
    /** Bytes of a digest. */
    public static final int BYTES = 32;

    private Sha256() {}

    /** A new digest; never null. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** The digest as 64 hexadecimal digits in lower case, as sha256sum(1) prints it. */
    public static String hex(byte[] digest) {
        return Hex.of(digest);
    }
}
