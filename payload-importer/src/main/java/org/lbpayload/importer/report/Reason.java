// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.lbpayload.format.EntryName;

/** The texts that describe the reason for a failure. */
public final class Reason {
    private Reason() {}

    /** Returns the reason without the path, because the caller's message names the path. */
    public static String of(IOException e) {
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
            return "a non-empty directory has this name: remove it";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file with this name already exists: remove it";
        }
        String reason = e instanceof FileSystemException ? ((FileSystemException) e).getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    /**
     * Returns the reason for a failure to open {@code path}. The text distinguishes a dangling symbolic link from a
     * missing file.
     */
    public static String of(IOException e, Path path) {
        if (e instanceof NoSuchFileException && Files.isSymbolicLink(path)) {
            try {
                return "dangling symbolic link to "
                        + EntryName.printable(Files.readSymbolicLink(path).toString());
            } catch (IOException vanished) {
                return of(e);
            }
        }
        return of(e);
    }

    /** Returns a message for an unexpected exception. */
    public static String ofUnexpected(Throwable e) {
        String name = e.getClass().getSimpleName();
        String message = e.getMessage() == null ? name : e.getMessage();
        if (!(e instanceof RuntimeException) && !(e instanceof Error)) {
            return "the system reported an error: " + message; // the JDK leaks a UnixException if close(2) fails
        }
        StackTraceElement[] trace = e.getStackTrace();
        return "internal error, please report it: " + name + ", " + message
                + (trace.length == 0 ? "" : ", " + trace[0]);
    }
}
