// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.time.Duration;

/** Waits before a place is asked again; tests do not wait. */
interface Pause {
    void waitFor(Duration time) throws InterruptedException;
}
