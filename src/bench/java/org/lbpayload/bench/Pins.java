// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A steps folder whose one step after the split needs every file of a corpus, each by its SHA-256. */
final class Pins {
    private static final int BUFFER_BYTES = 1 << 20;

    private Pins() {}

    /** Makes the folder. */
    static Path make(Path folder, Corpus corpus) throws IOException {
        StringBuilder sources = new StringBuilder();
        for (String name : corpus.names()) {
            sources.append("f http://localhost/")
                    .append(name)
                    .append(' ')
                    .append(sha256(corpus.directory().resolve(name)))
                    .append('\n');
        }
        Files.createDirectories(folder.resolve("corpus-1"));
        Files.writeString(folder.resolve("corpus-1/sources"), sources);
        Files.writeString(folder.resolve("manifest"), "jump: fiwix\nimprove: import_payload\nbuild: corpus-1\n");
        return folder;
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            while (in.read(buffer) >= 0) {
                // until all is read
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
