// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A generator of file sets with random names, sizes and contents. */
final class RandomFiles {
    /** The first and the last valid code point of each length in UTF-8, and some code points between them. */
    private static final int[] CODE_POINTS = {
        ' ', '!', '-', '.', '0', 'A', 'z', '~', 0xA0, 0xE9, 0x7FF, 0x800, 0x4E2D, 0xD7FF, 0xE000, 0xFFFF, 0x10000,
        0x1F4BE, 0x10FFFF
    };

    private RandomFiles() {}

    static Map<String, byte[]> of(Random random) {
        Map<String, byte[]> files = new TreeMap<>();
        int count = random.nextInt(random.nextBoolean() ? 4 : 40);
        while (files.size() < count) {
            String name = name(random);
            if (EntryName.problem(name) == null) {
                files.put(name, content(random));
            }
        }
        return files;
    }

    private static String name(Random random) {
        int maxBytes = random.nextInt(4) == 0 ? EntryName.MAX_BYTES : 1 + random.nextInt(12);
        StringBuilder name = new StringBuilder();
        while (true) {
            int length = name.length();
            name.appendCodePoint(CODE_POINTS[random.nextInt(CODE_POINTS.length)]);
            if (name.toString().getBytes(StandardCharsets.UTF_8).length > maxBytes) {
                name.setLength(length);
                return name.toString();
            }
        }
    }

    /** Returns random bytes, whose number is often close to the size of a sector or buffer. */
    private static byte[] content(Random random) {
        int[] around = {0, 1, 511, 512, 513, 8191, 8192, 64 * 1024, 256 * 1024 + 1};
        int size = random.nextInt(3) == 0 ? around[random.nextInt(around.length)] : random.nextInt(2000);
        byte[] content = new byte[size];
        random.nextBytes(content);
        return content;
    }
}
