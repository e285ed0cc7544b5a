// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

/** Why there is no report, in one sentence that names the parameter, the path and the way out. */
public final class ReportException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message the sentence
     * @param cause what went wrong underneath
     */
    public ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
