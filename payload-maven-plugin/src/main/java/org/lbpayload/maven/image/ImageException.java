// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import org.lbpayload.maven.io.GoalException;

/** Thrown when an image cannot be built or read. The message names the parameter, the path and the remedy. */
public final class ImageException extends GoalException {
    private static final long serialVersionUID = 1L;

    public ImageException(String message) {
        super(message);
    }

    public ImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
