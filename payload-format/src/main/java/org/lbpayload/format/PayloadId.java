// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
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
        return hex.length() == HEX_DIGITS ? get(ByteBuffer.wrap(hex.getBytes(StandardCharsets.UTF_8))) : null;
    }

    /** Reads 64 digits, or gives null where what stands there is none. */
    static @Nullable PayloadId get(ByteBuffer ascii) {
        byte[] digest = new byte[Sha256.BYTES];
        return ascii.remaining() >= HEX_DIGITS && Hex.get(ascii, digest, 0, digest.length)
                ? new PayloadId(digest)
                : null;
    }

    /**
     * The id of a payload with these entries.
     *
     * @param sha256 the entries' digests one after the other, {@link Sha256#BYTES} bytes each, in the order of the
     *     entries
     */
    static PayloadId of(List<Entry> entries, byte[] sha256) {
        MessageDigest id = Sha256.newDigest();
        ByteBuffer line = ByteBuffer.allocate(HEX_DIGITS + 2 + EntryName.MAX_BYTES + 1);
        for (int i = 0; i < entries.size(); i++) {
            line.clear();
            Hex.put(line, sha256, i * Sha256.BYTES, Sha256.BYTES);
            line.put((byte) ' ').put((byte) ' ');
            line.put(EntryName.encode(entries.get(i).name())).put((byte) '\n');
            line.flip();
            id.update(line);
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
        return Sha256.hex(digest);
    }
}
