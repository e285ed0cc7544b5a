// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import java.util.function.BooleanSupplier;

/** Waits for disks that appear late, such as those of USB and of slow controllers. */
public final class DiskWait {
    private static final long POLL_MILLIS = 250;

    private DiskWait() {}

    /** Returns when the condition is met, and after {@code seconds} at the latest. */
    public static void await(int seconds, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < seconds * 1_000_000_000L && !condition.getAsBoolean()) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
