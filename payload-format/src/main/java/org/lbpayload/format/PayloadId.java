// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 that names the content of a payload, independently of its layout (FORMAT.md, "Payload id"). Immutable.
 */
public final class PayloadId {
    private final byte[] digest;

    private PayloadId(byte[] digest) {
        this.digest = digest;
    }

    /**
     * Parses a payload id.
     *
     * @param hex any text, not null
     * @return the id, or null if {@code hex} is not 64 hexadecimal digits in lower case
     */
    public static @Nullable PayloadId parse(String hex) {
        byte[] ascii = hex.getBytes(StandardCharsets.UTF_8);
        byte[] digest = new byte[Sha256.BYTES];
        boolean valid = ascii.length == 2 * Sha256.BYTES && Hex.decode(ascii, 0, digest, 0, digest.length);
        return valid ? new PayloadId(digest) : null;
    }

    /**
     * Adds an entry to the digest of a payload id. Entries must be added in the order of the index.
     *
     * @param hex an array that contains the hexadecimal digits of the entry's SHA-256, starting at {@code hex[from]}
     */
    static void add(MessageDigest id, byte[] hex, int from, String name) {
        id.update(hex, from, 2 * Sha256.BYTES);
        id.update(("  " + name + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the id of the payload whose entries were added to the digest. */
    static PayloadId of(MessageDigest id) {
        return new PayloadId(id.digest());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PayloadId && Arrays.equals(digest, ((PayloadId) other).digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }

    /** Returns the payload id as 64 hexadecimal digits in lower case. */
    @Override
    public String toString() {
        return Hex.of(digest);
    }
}
