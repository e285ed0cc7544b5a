// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.copy;

/**
 * A method that computes the CRC-32 of data from the CRC-32 values of its parts. A CRC is a polynomial over GF(2)
 * modulo P, in the bit order of zip: the highest bit is the coefficient of x^0. Appending n bytes multiplies the
 * polynomial by x^(8n).
 */
public final class Crc32Combination {
    private static final int POLYNOMIAL = 0xEDB88320;
    private static final int ONE = 0x80000000;
    private static final int X_TO_8 = 0x00800000;

    private Crc32Combination() {}

    /**
     * Returns the CRC-32 of the concatenation of two parts.
     *
     * @param first the CRC-32 of the first part
     * @param second the CRC-32 of the second part
     * @param secondBytes the length of the second part in bytes, 0 or more
     */
    public static int combine(int first, int second, long secondBytes) {
        int shift = ONE;
        int square = X_TO_8;
        for (long n = secondBytes; n != 0; n >>>= 1) {
            if ((n & 1) != 0) {
                shift = multiply(shift, square);
            }
            square = multiply(square, square);
        }
        return multiply(first, shift) ^ second;
    }

    /** Multiplies two polynomials modulo P. */
    private static int multiply(int a, int b) {
        int product = 0;
        int factor = b;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= factor;
            }
            factor = (factor & 1) != 0 ? factor >>> 1 ^ POLYNOMIAL : factor >>> 1;
        }
        return product;
    }
}
