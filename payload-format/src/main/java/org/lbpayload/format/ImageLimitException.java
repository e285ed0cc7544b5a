// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;

/** What was to be packed does not fit the chosen layout or the format's limits (FORMAT.md, "Limits"). */
public final class ImageLimitException extends IOException {
    private static final long serialVersionUID = 1L;

    ImageLimitException(String message) {
        super(message);
    }
}
