// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.util.List;

/**
 * What was done.
 *
 * @param present names of the distfiles that were there with the right SHA-256 and were not touched
 * @param fetched names of those that were fetched
 */
public record FetchReport(List<String> present, List<String> fetched) {
    public FetchReport {
        present = List.copyOf(present);
        fetched = List.copyOf(fetched);
    }
}
