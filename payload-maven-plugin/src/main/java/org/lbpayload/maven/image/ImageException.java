// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import org.lbpayload.maven.io.GoalException;

/** Thrown if an image cannot be built or read. The message names the parameter, the path and the remedy. */
public final class ImageException extends GoalException {
    private static final long serialVersionUID = 1L;

    /** @param message the message for the user */
    public ImageException(String message) {
        super(message);
    }

    /**
     * @param message the message for the user
     * @param cause the underlying failure
     */
    public ImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
