// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.maven.plugin.logging.Log;
import org.lbpayload.maven.disk.DiskProgress;

/** A listener that logs the progress of a disk write at most every ten seconds. */
final class DiskWriteLog implements DiskProgress {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Log log;
    private final Path disk;
    private final Throttle throttle;

    /** @param clock a clock that returns nanoseconds since an arbitrary fixed time */
    DiskWriteLog(Log log, Path disk, LongSupplier clock) {
        this.log = log;
        this.disk = disk;
        this.throttle = new Throttle(INTERVAL, clock);
    }

    @Override
    public void written(long bytes, long total) {
        tell(bytes, total, "written");
    }

    @Override
    public void readBack(long bytes, long total) {
        tell(bytes, total, "read back");
    }

    private void tell(long bytes, long total, String what) {
        if (throttle.isDue()) {
            log.info(disk + ": " + bytes + " of " + total + " bytes " + what);
        }
    }
}
