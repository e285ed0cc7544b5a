// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lbpayload.maven.io.Reason;

/** A utility that opens the files to copy to the early image. An error message names the file. */
final class EarlySource {
    private EarlySource() {}

    /**
     * Opens a file for reading.
     *
     * @throws EarlyException if the file is missing, is not a regular file or cannot be read; the message names the
     *     file and the reason
     */
    static FileChannel open(Path file) throws EarlyException {
        // Opening a fifo would block until another process opens the fifo.
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new EarlyException("cannot read " + file + " for the early image: it is not a regular file");
        }
        try {
            return FileChannel.open(file);
        } catch (IOException e) {
            throw new EarlyException("cannot read " + file + " for the early image: " + Reason.of(e, file), e);
        }
    }
}
