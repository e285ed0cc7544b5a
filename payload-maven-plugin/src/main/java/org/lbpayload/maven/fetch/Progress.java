// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

/** Hears how much of one distfile is here, see {@link FetchListener#progress}. */
interface Progress {
    void bytes(long bytes, long total);
}
