// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class Crc32CombinationTest {
    private static int crc(byte[] bytes, int from, int to) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }

    @Test
    void combinesTwoPartsOfRandomBytes() {
        Random random = new Random(1);
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            for (int cut = 0; cut <= length; cut++) {
                assertThat(Crc32Combination.combine(crc(bytes, 0, cut), crc(bytes, cut, length), length - cut))
                        .isEqualTo(crc(bytes, 0, length));
            }
        }
    }

    @Test
    void combinesManyParts() {
        byte[] bytes = new byte[1 << 20];
        new Random(2).nextBytes(bytes);
        int combined = crc(bytes, 0, 0);
        for (int at = 0; at < bytes.length; at += 1 << 14) {
            combined = Crc32Combination.combine(combined, crc(bytes, at, at + (1 << 14)), 1 << 14);
        }
        assertThat(combined).isEqualTo(crc(bytes, 0, bytes.length));
    }

    /** The second part consists of zero bytes, whose CRC-32 is computed by repeatedly doubling their number. */
    @Test
    void combinesPartsLongerThan32Bits() {
        int zeros = crc(new byte[1 << 10], 0, 1 << 10);
        long length = 1 << 10;
        while (length < 1L << 40) {
            zeros = Crc32Combination.combine(zeros, zeros, length);
            length *= 2;
        }
        int first = crc(new byte[] {1, 2, 3}, 0, 3);
        int atOnce = Crc32Combination.combine(first, zeros, length);
        int half = zerosOf(length / 2);
        int inTwo = Crc32Combination.combine(Crc32Combination.combine(first, half, length / 2), half, length / 2);
        assertThat(atOnce).isEqualTo(inTwo);
    }

    private static int zerosOf(long target) {
        int zeros = crc(new byte[1 << 10], 0, 1 << 10);
        for (long length = 1 << 10; length < target; length *= 2) {
            zeros = Crc32Combination.combine(zeros, zeros, length);
        }
        return zeros;
    }
}
