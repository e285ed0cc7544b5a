// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A detector of the disk image that builder-hex0 boots. */
public final class EarlyImage {
    /** The offset in bytes at which stage 2 expects the first record. */
    static final long FIRST_RECORD = 89_600;

    /** The first record: the root directory. */
    static final String ROOT_RECORD = "src 0 .\n";

    private EarlyImage() {}

    /**
     * Returns whether a regular file is an early image.
     *
     * @throws IOException if the file cannot be read
     */
    public static boolean isEarlyImage(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return startsIn(channel);
        }
    }

    /** Returns whether a file or disk starts with an early image. */
    public static boolean startsIn(FileChannel channel) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(ROOT_RECORD.length());
        while (found.hasRemaining() && channel.read(found, FIRST_RECORD + found.position()) >= 0) {}
        return found.flip().equals(StandardCharsets.US_ASCII.encode(ROOT_RECORD));
    }
}
