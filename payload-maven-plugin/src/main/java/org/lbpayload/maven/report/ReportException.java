// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import org.lbpayload.maven.io.GoalException;

/** Thrown when a report cannot be created. The message names the parameter or path, and the remedy. */
public final class ReportException extends GoalException {
    private static final long serialVersionUID = 1L;

    public ReportException(String message) {
        super(message);
    }

    public ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
