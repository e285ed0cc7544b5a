// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

/** The CRC-32 and the SHA-256 of the data of one entry (FORMAT.md, "Checksum section"). Immutable. */
public final class EntryChecksum {
    private final int crc32;
    private final byte[] sha256;

    /**
     * Creates a pair of checksums.
     *
     * @param crc32 all 32 bits of the CRC-32 that {@link java.util.zip.CRC32} computes
     * @param sha256 the {@link Sha256#BYTES} bytes of the SHA-256, not null; the array is copied
     * @throws IllegalArgumentException if {@code sha256} has a different length
     */
    public EntryChecksum(int crc32, byte[] sha256) {
        if (sha256.length != Sha256.BYTES) {
            throw new IllegalArgumentException("a SHA-256 has " + Sha256.BYTES + " bytes, not " + sha256.length);
        }
        this.crc32 = crc32;
        this.sha256 = sha256.clone();
    }

    /** Returns all 32 bits of the CRC-32. */
    public int crc32() {
        return crc32;
    }

    /** Returns a copy of the {@link Sha256#BYTES} bytes of the SHA-256, never null. */
    public byte[] sha256() {
        return sha256.clone();
    }
}
