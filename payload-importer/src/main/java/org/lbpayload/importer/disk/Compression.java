// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Compression formats of files that users mistake for images. */
enum Compression {
    GZIP("gzip", "\u001F\u008B"),
    XZ("xz", "\u00FD7zXZ\0"),
    ZSTD("zstd", "(\u00B5/\u00FD"),
    BZIP2("bzip2", "BZh");

    private final String program;
    /** The first bytes of a compressed file, one per character. */
    private final String magic;

    Compression(String program, String magic) {
        this.program = program;
        this.magic = magic;
    }

    /** Returns the format that the bytes at {@code offset} start with, or null if they are not compressed. */
    static @Nullable Compression at(FileChannel channel, long offset) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(8);
        while (start.hasRemaining() && channel.read(start, offset + start.position()) >= 0) {
            // read until the buffer is full
        }
        for (Compression compression : values()) {
            if (compression.matches(start)) {
                return compression;
            }
        }
        return null;
    }

    private boolean matches(ByteBuffer start) {
        String text = new String(start.array(), 0, start.position(), StandardCharsets.ISO_8859_1);
        return text.startsWith(magic);
    }

    /** Returns the words for a message that follow "found". */
    String found() {
        return "data compressed with " + program + ": decompress it with " + program + " -d";
    }
}
