// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What names a payload whatever its layout: the SHA-256 of the text that {@code sha256sum NAME...} prints for the
 * entries in image order (FORMAT.md, "Payload id"). Immutable.
 */
public final class PayloadId {
    private static final int HEX_DIGITS = 2 * Sha256.BYTES;

    private final byte[] digest;

    private PayloadId(byte[] digest) {
        this.digest = digest;
    }

    /**
     * The id that {@code hex} says.
     *
     * @return null where {@code hex} is not 64 hexadecimal digits in lower case
     */
    public static @Nullable PayloadId parse(String hex) {
        byte[] ascii = hex.getBytes(StandardCharsets.UTF_8);
        byte[] digest = new byte[Sha256.BYTES];
        return ascii.length == HEX_DIGITS && Hex.get(ascii, 0, digest, 0, digest.length) ? new PayloadId(digest) : null;
    }

    /**
     * The id of a payload with these entries.
     *
     * @param sha256 the entries' digests one after the other, {@link Sha256#BYTES} bytes each, in the order of the
     *     entries
     */
    static PayloadId of(PayloadIndex index, byte[] sha256) {
        TextDigest id = new TextDigest();
        byte[] line = new byte[HEX_DIGITS + 2 + EntryName.MAX_BYTES + 1];
        line[HEX_DIGITS] = ' ';
        line[HEX_DIGITS + 1] = ' ';
        int count = index.entries().size();
        for (int i = 0; i < count; i++) {
            Hex.put(sha256, i * Sha256.BYTES, Sha256.BYTES, line, 0);
            byte[] name = EntryName.encode(index.entry(i).name());
            System.arraycopy(name, 0, line, HEX_DIGITS + 2, name.length);
            line[HEX_DIGITS + 2 + name.length] = '\n';
            id.update(line, HEX_DIGITS + 2 + name.length + 1);
        }
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

    /** 64 hexadecimal digits in lower case. */
    @Override
    public String toString() {
        return Hex.of(digest);
    }
}
