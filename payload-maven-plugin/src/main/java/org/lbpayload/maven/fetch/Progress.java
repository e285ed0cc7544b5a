// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

/** A listener for the progress of one distfile, with the parameters of {@link FetchListener#progress}. */
interface Progress {
    void bytes(long bytes, long total);
}
