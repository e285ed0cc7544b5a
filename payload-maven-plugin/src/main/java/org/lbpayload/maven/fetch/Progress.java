// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

/** Receives the progress of one distfile, see {@link FetchListener#progress}. */
interface Progress {
    void bytes(long bytes, long total);
}
