// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Hexadecimal digits in lower case, the only ones the checksum section knows (FORMAT.md, "Checksum section"). */
final class Hex {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Hex() {}

    /** Appends two digits for each byte. */
    static void put(ByteBuffer ascii, byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            ascii.put(DIGITS[bytes[i] >> 4 & 15]).put(DIGITS[bytes[i] & 15]);
        }
    }

    static void put(ByteBuffer ascii, int value) {
        for (int shift = 28; shift >= 0; shift -= 4) {
            ascii.put(DIGITS[value >> shift & 15]);
        }
    }

    /** Reads two digits for each byte; false where one of them is no lower-case hexadecimal digit. */
    static boolean get(ByteBuffer ascii, byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            int high = digit(ascii.get());
            int low = digit(ascii.get());
            if (high < 0 || low < 0) {
                return false;
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        return true;
    }

    private static int digit(byte ascii) {
        if (ascii >= '0' && ascii <= '9') {
            return ascii - '0';
        }
        return ascii >= 'a' && ascii <= 'f' ? ascii - 'a' + 10 : -1;
    }

    static String of(byte[] bytes, int from, int length) {
        ByteBuffer ascii = ByteBuffer.allocate(2 * length);
        put(ascii, bytes, from, length);
        return new String(ascii.array(), StandardCharsets.US_ASCII);
    }
}
