// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.nio.ByteBuffer;

/** Conversion between bytes and hexadecimal digits, which are always in lower case (FORMAT.md, "Checksum section"). */
final class Hex {
    private static final String DIGITS = "0123456789abcdef";

    private Hex() {}

    /** Returns two hexadecimal digits for each byte. */
    static String of(byte[] bytes) {
        StringBuilder digits = new StringBuilder(2 * bytes.length);
        for (byte b : bytes) {
            digits.append(DIGITS.charAt(b >> 4 & 15)).append(DIGITS.charAt(b & 15));
        }
        return digits.toString();
    }

    static String of(int value) {
        return of(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    /**
     * Decodes {@code length} bytes from {@code 2 * length} hexadecimal digits, starting at {@code ascii[from]}.
     *
     * @param bytes the array that receives the decoded bytes, starting at {@code bytes[to]}
     * @return false if a character is not a lower-case hexadecimal digit; in this case, the content of {@code bytes} is
     *     undefined
     */
    static boolean decode(byte[] ascii, int from, byte[] bytes, int to, int length) {
        for (int i = 0; i < length; i++) {
            int high = value(ascii[from + 2 * i]);
            int low = value(ascii[from + 2 * i + 1]);
            if (high < 0 || low < 0) {
                return false;
            }
            bytes[to + i] = (byte) (high << 4 | low);
        }
        return true;
    }

    private static int value(byte digit) {
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
    }
}
