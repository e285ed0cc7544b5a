// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.util.List;

/**
 * The result of a successful fetch.
 *
 * @param existing the names of the distfiles that had the pinned SHA-256 and were not touched
 * @param fetched the names of the downloaded distfiles
 */
public record FetchReport(List<String> existing, List<String> fetched) {
    public FetchReport {
        existing = List.copyOf(existing);
        fetched = List.copyOf(fetched);
    }
}
