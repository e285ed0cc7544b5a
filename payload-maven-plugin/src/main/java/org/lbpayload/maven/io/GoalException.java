// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.lbpayload.format.EntrySizeException;
import org.lbpayload.format.ImageLimitException;
import org.lbpayload.format.MalformedImageException;

/**
 * Thrown when a goal fails. The message for the user contains the parameter or path, the expected and the found value,
 * and the remedy.
 */
public class GoalException extends Exception {
    private static final long serialVersionUID = 1L;

    /** I/O errors that the input causes. All other I/O errors are failures of the build machine. */
    private static final List<Class<? extends IOException>> INPUT_ERRORS = List.of(
            NoSuchFileException.class,
            NotDirectoryException.class,
            AccessDeniedException.class,
            DirectoryNotEmptyException.class,
            FileAlreadyExistsException.class,
            FileSystemLoopException.class,
            CharacterCodingException.class,
            EntrySizeException.class,
            ImageLimitException.class,
            MalformedImageException.class);

    public GoalException(String message) {
        super(message);
    }

    public GoalException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Returns whether the build machine failed, for example because a disk is full or broken. Otherwise, the
     * configuration is wrong, or an input file is missing, malformed or inaccessible.
     */
    public final boolean isMachineFailure() {
        return isMachineFailure(getCause());
    }

    private static boolean isMachineFailure(Throwable cause) {
        if (cause instanceof GoalException failure) {
            return failure.isMachineFailure();
        }
        if (cause instanceof IOException) {
            return INPUT_ERRORS.stream().noneMatch(type -> type.isInstance(cause));
        }
        return cause != null && isMachineFailure(cause.getCause());
    }
}
