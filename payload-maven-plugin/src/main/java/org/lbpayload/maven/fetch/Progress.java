// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

/** A listener for the progress of one download; {@link FetchListener#progress} documents the parameters. */
interface Progress {
    void bytes(long bytes, long total);
}
