// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.report;

import java.io.IOException;

/** Thrown when the command fails. The message is printed for the user. */
public final class ImportException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String message;
    private final ExitCode exitCode;

    public ImportException(String message) {
        this(message, ExitCode.FAILURE);
    }

    private ImportException(String message, ExitCode exitCode) {
        super(message);
        this.message = message;
        this.exitCode = exitCode;
    }

    /**
     * Creates an exception whose message ends with a description of {@code cause}.
     *
     * @param failure the failed action and the path, such as "cannot read /dev/sda"
     */
    public ImportException(String failure, IOException cause) {
        super(cause);
        this.message = failure + ": " + Reason.of(cause);
        this.exitCode = ExitCode.FAILURE;
    }

    /** Returns the exception for a search in which all disks could be read and none is a payload disk. */
    public static ImportException noPayload() {
        return new ImportException("no payload disk found", ExitCode.NO_PAYLOAD);
    }

    /** Returns the exception for an invalid command line. */
    public static ImportException usage(String message) {
        return new ImportException(message, ExitCode.USAGE);
    }

    @Override
    public String getMessage() {
        return message;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
