// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.util.List;

/**
 * The result of a download from one source.
 *
 * @param content the size and SHA-256 of the whole partial file
 * @param isResumed whether the partial file starts with bytes from an earlier attempt
 * @param hasKnownEnd whether the response marks the end of its content, so that a broken connection is detected
 * @param notes properties of the response that can explain wrong content
 */
record Download(PartialFile.Content content, boolean isResumed, boolean hasKnownEnd, List<String> notes) {
    /** Returns the result of a complete copy. */
    static Download of(PartialFile.Content content) {
        return new Download(content, false, true, List.of());
    }
}
