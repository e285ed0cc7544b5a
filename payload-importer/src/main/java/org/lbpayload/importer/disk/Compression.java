// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The formats of compressed files, which users may mistake for images. */
final class Compression {
    /** Pairs of a program and the first bytes of its compressed files, one byte per character. */
    private static final String[][] FORMATS = {
        {"gzip", "\u001F\u008B"}, {"xz", "\u00FD7zXZ\0"}, {"zstd", "(\u00B5/\u00FD"}, {"bzip2", "BZh"}
    };

    private Compression() {}

    /**
     * Returns a description of the compressed data at {@code offset} for a message, or null if the data is not
     * compressed.
     */
    static @Nullable String foundAt(FileChannel channel, long offset) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(8);
        while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
            // read until the buffer is full
        }
        String start = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
        for (String[] format : FORMATS) {
            if (start.startsWith(format[1])) {
                return "data compressed with " + format[0] + ": decompress it with " + format[0] + " -d";
            }
        }
        return null;
    }
}
