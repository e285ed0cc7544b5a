// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

/**
 * SHA-256 (FIPS 180-4, section 6.2) for the short texts that payload ids are made of. The Java platform's own is
 * quicker with many bytes, and takes longer to be found than all else in the import of a small image: some 150 classes
 * stand behind it.
 */
final class TextDigest {
    private static final int BLOCK_BYTES = 64;
    private static final int LENGTH_BYTES = 8;

    /** FIPS 180-4, section 4.2.2. */
    private static final int[] K = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
    };

    /** FIPS 180-4, section 5.3.3. */
    private final int[] state = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };

    private final int[] schedule = new int[64];
    private final byte[] block = new byte[BLOCK_BYTES];
    private long length;

    /** Appends the first {@code count} of these bytes. */
    void update(byte[] bytes, int count) {
        int taken = 0;
        while (taken < count) {
            int filled = (int) (length % BLOCK_BYTES);
            int n = Math.min(BLOCK_BYTES - filled, count - taken);
            System.arraycopy(bytes, taken, block, filled, n);
            taken += n;
            length += n;
            if (filled + n == BLOCK_BYTES) {
                compress();
            }
        }
    }

    /** The digest of all that was appended: to be called once. */
    byte[] digest() {
        long bits = 8 * length;
        int filled = (int) (length % BLOCK_BYTES);
        // One bit, zeros, and the length in bits at a block's end: in a block of its own where it finds no room.
        int zeros = (2 * BLOCK_BYTES - 1 - LENGTH_BYTES - filled) % BLOCK_BYTES;
        byte[] end = new byte[1 + zeros + LENGTH_BYTES];
        end[0] = (byte) 0x80;
        for (int i = 1; i <= LENGTH_BYTES; i++) {
            end[end.length - i] = (byte) bits;
            bits >>>= 8;
        }
        update(end, end.length);
        byte[] digest = new byte[Sha256.BYTES];
        for (int i = 0; i < digest.length; i++) {
            digest[i] = (byte) (state[i >> 2] >> 24 - 8 * (i & 3));
        }
        return digest;
    }

    private void compress() {
        int[] w = schedule;
        for (int t = 0; t < 16; t++) {
            w[t] = block[4 * t] << 24
                    | (block[4 * t + 1] & 0xFF) << 16
                    | (block[4 * t + 2] & 0xFF) << 8
                    | block[4 * t + 3] & 0xFF;
        }
        for (int t = 16; t < 64; t++) {
            int x = w[t - 15];
            int y = w[t - 2];
            w[t] = w[t - 16]
                    + w[t - 7]
                    + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3)
                    + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10);
        }
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        int e = state[4];
        int f = state[5];
        int g = state[6];
        int h = state[7];
        for (int t = 0; t < 64; t++) {
            int t1 = h
                    + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7))
                    + (e & f ^ ~e & g)
                    + K[t]
                    + w[t];
            int t2 = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c);
            h = g;
            g = f;
            f = e;
            e = d + t1;
            d = c;
            c = b;
            b = a;
            a = t1 + t2;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }
}
