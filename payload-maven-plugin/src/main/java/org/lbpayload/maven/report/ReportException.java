// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import org.lbpayload.maven.io.GoalException;

/** A report that cannot be written. The message names the parameter or path, and the remedy. */
public final class ReportException extends GoalException {
    private static final long serialVersionUID = 1L;

    /** @param message the message for users */
    public ReportException(String message) {
        super(message);
    }

    /**
     * @param message the message for users
     * @param cause the underlying error
     */
    public ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
