// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import org.lbpayload.maven.io.GoalException;

/**
 * Thrown when the steps cannot be read: a file is missing, a line is malformed, or two lines contradict each other. The
 * message names the file and line, the expected and the found text, and the remedy.
 */
public final class StepsException extends GoalException {
    StepsException(String message) {
        super(message);
    }

    StepsException(String message, Throwable cause) {
        super(message, cause);
    }
}
