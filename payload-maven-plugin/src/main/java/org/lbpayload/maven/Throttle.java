// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A limit on the frequency of an action, such as logging progress. */
final class Throttle {
    private final long interval;
    private final LongSupplier clock;
    private final AtomicLong last;

    /**
     * Creates a throttle whose first action is due after {@code interval}.
     *
     * @param clock a clock that returns nanoseconds since an arbitrary fixed time
     */
    Throttle(Duration interval, LongSupplier clock) {
        this.interval = interval.toNanos();
        this.clock = clock;
        this.last = new AtomicLong(clock.getAsLong());
    }

    /**
     * Returns whether the action is due. If several threads call this method at the same time, the result is true for
     * only one of them.
     */
    boolean isDue() {
        long now = clock.getAsLong();
        long before = last.get();
        return now - before >= interval && last.compareAndSet(before, now);
    }
}
