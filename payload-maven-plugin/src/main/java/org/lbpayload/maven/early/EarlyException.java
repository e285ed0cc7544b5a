// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import org.lbpayload.maven.io.GoalException;

/**
 * Something of the early image, the machine or the target disk is not as it must be. The message is meant for the
 * person at the terminal: what was found, what was expected, and what to do about it.
 */
public final class EarlyException extends GoalException {

    EarlyException(String message) {
        super(message);
    }

    EarlyException(String message, Throwable cause) {
        super(message, cause);
    }
}
