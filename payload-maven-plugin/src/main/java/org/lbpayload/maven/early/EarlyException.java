// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import org.lbpayload.maven.io.GoalException;

/**
 * Thrown when the early image cannot be created. The message names the file or parameter, the reason and the remedy.
 */
public final class EarlyException extends GoalException {
    private static final long serialVersionUID = 1L;

    EarlyException(String message) {
        super(message);
    }

    EarlyException(String message, Throwable cause) {
        super(message, cause);
    }
}
