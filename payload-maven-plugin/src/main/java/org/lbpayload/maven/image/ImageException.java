// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import org.lbpayload.maven.io.GoalException;

/** Why no image is built, in one sentence that names the parameter, the path and the way out. */
public final class ImageException extends GoalException {
    private static final long serialVersionUID = 1L;

    /** @param message the sentence */
    public ImageException(String message) {
        super(message);
    }

    /**
     * @param message the sentence
     * @param cause what went wrong underneath
     */
    public ImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
