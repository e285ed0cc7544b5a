// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** The import cannot be done; the message is the one sentence that the user is told. */
final class ImportException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int FAILED = 1;
    private static final int NO_PAYLOAD = 2;
    private static final int WRONG_USAGE = 64;

    private final String message;
    private final int exitCode;

    ImportException(String message) {
        this(message, FAILED);
    }

    private ImportException(String message, int exitCode) {
        super(message);
        this.message = message;
        this.exitCode = exitCode;
    }

    /** @param doing what failed, with the path in it: the reason is put behind it */
    ImportException(String doing, IOException cause) {
        super(cause);
        this.message = doing + ": " + reason(cause);
        this.exitCode = FAILED;
    }

    /** All disks were looked at, all could be read, none is a payload disk. */
    static ImportException noPayload() {
        return new ImportException("no payload disk found", NO_PAYLOAD);
    }

    /** The command line cannot be understood; the message says which word of it. */
    static ImportException usage(String message) {
        return new ImportException(message, WRONG_USAGE);
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** What the process is to end with. */
    int exitCode() {
        return exitCode;
    }

    /** What the operating system said, without the path: whoever reports the failure names it. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "there is a folder that is not empty: remove it";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "there is something already: remove it";
        }
        String reason = e instanceof FileSystemException ? ((FileSystemException) e).getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
