// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.nio.charset.StandardCharsets;

/** Hexadecimal digits in lower case, the only ones the checksum section knows (FORMAT.md, "Checksum section"). */
final class Hex {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Hex() {}

    /** Writes two digits for each of {@code length} bytes to {@code ascii}, from {@code at} on. */
    static void put(byte[] bytes, int from, int length, byte[] ascii, int at) {
        for (int i = 0; i < length; i++) {
            byte b = bytes[from + i];
            ascii[at + 2 * i] = DIGITS[b >> 4 & 15];
            ascii[at + 2 * i + 1] = DIGITS[b & 15];
        }
    }

    /** Writes the eight digits of {@code value} to {@code ascii}, from {@code at} on. */
    static void put(int value, byte[] ascii, int at) {
        for (int i = 0; i < 8; i++) {
            ascii[at + i] = DIGITS[value >> 28 - 4 * i & 15];
        }
    }

    /**
     * Reads two digits, from {@code at} on, for each of {@code length} bytes; false where one of them is no lower-case
     * hexadecimal digit.
     */
    static boolean get(byte[] ascii, int at, byte[] bytes, int from, int length) {
        for (int i = 0; i < length; i++) {
            int high = digit(ascii[at + 2 * i]);
            int low = digit(ascii[at + 2 * i + 1]);
            if (high < 0 || low < 0) {
                return false;
            }
            bytes[from + i] = (byte) (high << 4 | low);
        }
        return true;
    }

    private static int digit(byte ascii) {
        if (ascii >= '0' && ascii <= '9') {
            return ascii - '0';
        }
        return ascii >= 'a' && ascii <= 'f' ? ascii - 'a' + 10 : -1;
    }

    static String of(byte[] bytes) {
        byte[] ascii = new byte[2 * bytes.length];
        put(bytes, 0, bytes.length, ascii, 0);
        return new String(ascii, StandardCharsets.US_ASCII);
    }
}
