// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;

/** Thrown when a planned image exceeds a limit of its layout or of the format (FORMAT.md, "Limits"). */
public final class ImageLimitException extends IOException {
    private static final long serialVersionUID = 1L;

    ImageLimitException(String message) {
        super(message);
    }
}
