// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Describes the reasons for I/O errors in words. The message of many JDK exceptions is only a path or null. */
public final class Reason {
    private Reason() {}

    /**
     * Returns the reason why a file cannot be read. Unlike {@link #of(IOException)}, this method recognizes a dangling
     * symbolic link.
     */
    public static String of(IOException e, Path file) {
        if (e instanceof NoSuchFileException && Files.isSymbolicLink(file)) {
            return "it is a symbolic link to a missing file";
        }
        return of(e);
    }

    /** Returns the reason for an I/O error in words. */
    public static String of(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (e instanceof NotDirectoryException) {
            return "it is not a directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        if (e instanceof FileAlreadyExistsException) {
            return "it already exists";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "the directory is not empty";
        }
        if (e instanceof FileSystemLoopException) {
            return "a symbolic link leads back to one of its parent directories";
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !(cause instanceof FileSystemException)) {
                return cause.getMessage();
            }
        }
        return e instanceof ConnectException
                ? "the connection was refused, or the network is unreachable"
                : "input/output error";
    }
}
