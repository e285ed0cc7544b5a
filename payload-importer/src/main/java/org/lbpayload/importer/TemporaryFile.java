// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file under a name of the importer's own that becomes another one when it is whole, or vanishes. */
final class TemporaryFile {
    private final Path path;
    private final FileChannel channel;
    private boolean gone;

    TemporaryFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** For writing. */
    FileChannel channel() {
        return channel;
    }

    /** Writes all that remains in the buffer; several threads may do so at a time. */
    void write(ByteBuffer bytes, long at) throws IOException {
        long end = at + bytes.remaining();
        while (bytes.hasRemaining()) {
            channel.write(bytes, end - bytes.remaining());
        }
    }

    /**
     * Brings the content to stable storage and gives the file its name, in the place of whatever has it, be it a link,
     * a fifo or a file that cannot be written. The name itself is on stable storage once the folder is synced.
     */
    void commit(Path target) throws IOException {
        channel.force(true);
        channel.close(); // may be what says that the disk is full
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        gone = true;
    }

    /** Removes the file if it has not become another one. */
    void discard() {
        if (gone) {
            return;
        }
        gone = true;
        try {
            channel.close();
        } catch (IOException e) {
            // its content is not wanted
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // the next import removes it
        }
    }
}
