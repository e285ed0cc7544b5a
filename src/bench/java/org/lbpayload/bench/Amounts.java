// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench;

import java.util.List;

/**
 * How much of everything.
 *
 * @param files of the large corpus
 * @param bytes of the large corpus, all files together
 * @param memoryBytes what the table takes of memory at most, programs included
 * @param manyEntries the entries that an import must manage with 64 MiB of heap; the last of {@code entries}
 * @param entries how many, to see how the cost grows
 * @param sizes bytes, to see how the cost grows
 */
record Amounts(int files, long bytes, long memoryBytes, int manyEntries, List<Integer> entries, List<Long> sizes) {
    private static final long MIB = 1L << 20;

    static final Amounts FULL = new Amounts(
            312,
            1536 * MIB,
            6 * 1024 * MIB,
            200_000,
            List.of(100, 1_000, 10_000, 50_000, 200_000),
            List.of(MIB, 16 * MIB, 256 * MIB, 1024 * MIB, 4096 * MIB, 8192 * MIB));

    static final Amounts QUICK =
            new Amounts(40, 64 * MIB, 1024 * MIB, 5_000, List.of(100, 5_000), List.of(MIB, 64 * MIB));
}
