// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImportExceptionTest {
    @Test
    void appendsReasonToMessage() {
        Map<IOException, String> reasons = Map.of(
                new NoSuchFileException("/x"), "no such file or directory",
                new AccessDeniedException("/x"), "permission denied",
                new NotDirectoryException("/x"), "not a directory",
                new FileSystemException("/x", null, "No space left on device"), "No space left on device",
                new FileSystemException("/x"), "FileSystemException",
                new DirectoryNotEmptyException("/x"), "a non-empty directory has this name: remove it",
                new FileAlreadyExistsException("/x"), "a file with this name already exists: remove it",
                new IOException("Input/output error"), "Input/output error",
                new EOFException(), "EOFException");
        reasons.forEach((cause, reason) -> assertThat(new ImportException("cannot read /x", cause))
                .hasMessage("cannot read /x: " + reason)
                .hasCause(cause));
    }
}
