// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench;

import java.io.IOException;

/** Something whose time can be taken as often as one likes. */
interface Trial {
    /** What it is, in a word or two. */
    String label();

    /**
     * Prepares it, which is not timed, and does it once.
     *
     * @return seconds
     */
    double seconds() throws IOException, BenchException;
}
