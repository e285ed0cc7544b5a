// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Lets something happen only once in a while, for instance a line about progress. */
final class Throttle {
    private final long interval;
    private final LongSupplier clock;
    private final AtomicLong last;

    /**
     * Lets it happen for the first time after {@code interval}.
     *
     * @param clock nanoseconds since any moment
     */
    Throttle(Duration interval, LongSupplier clock) {
        this.interval = interval.toNanos();
        this.clock = clock;
        this.last = new AtomicLong(clock.getAsLong());
    }

    /** Whether it is time; of several threads that ask, one is told so. */
    boolean isDue() {
        long now = clock.getAsLong();
        long before = last.get();
        return now - before >= interval && last.compareAndSet(before, now);
    }
}
