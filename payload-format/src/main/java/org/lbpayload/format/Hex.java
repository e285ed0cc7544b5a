// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Hexadecimal digits in lower case, the only ones the checksum section knows (FORMAT.md, "Checksum section"). */
final class Hex {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** What each byte means as a digit, -1 for those that are none: before Java has compiled it, a call costs more. */
    private static final byte[] VALUES = values();

    private Hex() {}

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < DIGITS.length; i++) {
            values[DIGITS[i]] = (byte) i;
        }
        return values;
    }

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
     * hexadecimal digit, and what is read is of no use.
     */
    static boolean get(byte[] ascii, int at, byte[] bytes, int from, int length) {
        int all = 0;
        for (int i = 0; i < length; i++) {
            int high = VALUES[ascii[at + 2 * i] & 0xFF];
            int low = VALUES[ascii[at + 2 * i + 1] & 0xFF];
            all |= high | low;
            bytes[from + i] = (byte) (high << 4 | low);
        }
        return all >= 0;
    }

    static String of(byte[] bytes) {
        byte[] ascii = new byte[2 * bytes.length];
        put(bytes, 0, bytes.length, ascii, 0);
        return new String(ascii, StandardCharsets.US_ASCII);
    }
}
