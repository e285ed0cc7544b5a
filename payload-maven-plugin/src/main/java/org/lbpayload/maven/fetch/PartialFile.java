// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A distfile on its way: what is here of it so far, in a file of its own. */
record Part(Path path) {
    long size() throws IOException {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? Files.size(path) : 0;
    }

    /** Opens it for writing behind its first {@code offset} bytes; what it holds behind them is dropped. */
    FileChannel open(long offset) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileChannel channel = FileChannel.open(path, options);
        try {
            return channel.truncate(offset).position(offset);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    String sha256() throws IOException {
        return FileSha256.of(path);
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    /**
     * Gives it its name, all at once. Its content is on the disk before the name is, so that no power cut leaves the
     * name on half of it; whether the name itself survives one does not matter, because it can be fetched again.
     */
    void publish(Path target) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
