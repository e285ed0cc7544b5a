// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

/** CRC-32 and SHA-256 of one entry's data. Immutable. */
public final class EntryChecksum {
    private final int crc32;
    private final byte[] sha256;

    /**
     * @param crc32 the CRC-32 of zip and gzip, see {@link java.util.zip.CRC32}
     * @param sha256 {@link Sha256#BYTES} bytes
     */
    public EntryChecksum(int crc32, byte[] sha256) {
        if (sha256.length != Sha256.BYTES) {
            throw new IllegalArgumentException("a SHA-256 has " + Sha256.BYTES + " bytes, not " + sha256.length);
        }
        this.crc32 = crc32;
        this.sha256 = sha256.clone();
    }

    /** The CRC-32, all 32 bits. */
    public int crc32() {
        return crc32;
    }

    /** A copy of the SHA-256, {@link Sha256#BYTES} bytes. */
    public byte[] sha256() {
        return sha256.clone();
    }
}
