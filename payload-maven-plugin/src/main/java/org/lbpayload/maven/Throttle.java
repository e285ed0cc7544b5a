// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Limits how often an action happens, for example how often progress is logged. */
final class Throttle {
    private final long interval;
    private final LongSupplier clock;
    private final AtomicLong last;

    /**
     * Creates a throttle whose first action is due after {@code interval}.
     *
     * @param clock returns nanoseconds since an arbitrary fixed time
     */
    Throttle(Duration interval, LongSupplier clock) {
        this.interval = interval.toNanos();
        this.clock = clock;
        this.last = new AtomicLong(clock.getAsLong());
    }

    /** Returns whether the action is due. If several threads ask at the same time, only one gets true. */
    boolean isDue() {
        long now = clock.getAsLong();
        long before = last.get();
        return now - before >= interval && last.compareAndSet(before, now);
    }
}
