// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import org.lbpayload.maven.io.GoalException;

/**
 * A steps folder that cannot be read as live-bootstrap's: a missing file, a malformed line, or lines that contradict
 * each other. The message is one sentence that names the file and line, what was expected, what was found and what to
 * do.
 */
public final class StepsException extends GoalException {
    StepsException(String message) {
        super(message);
    }

    StepsException(String message, Throwable cause) {
        super(message, cause);
    }
}
