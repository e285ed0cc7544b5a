// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Functions that compute checksums of packed and imported files, and delete files. */
public final class TestFiles {
    private TestFiles() {}

    /** Returns the SHA-256 of each regular file in a directory by file name, excluding the importer's marker. */
    public static Map<String, String> digests(Path directory) throws IOException {
        Map<String, String> digests = new TreeMap<>((a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b)));
        try (Stream<Path> children = Files.list(directory)) {
            for (Path file : children.filter(Files::isRegularFile).toList()) {
                String path = file.toUri().getPath(); // independent of the locale's encoding
                String name = path.substring(path.lastIndexOf('/') + 1);
                if (!name.equals(".payload_imported")) {
                    digests.put(name, sha256(Files.readAllBytes(file)));
                }
            }
        }
        return digests;
    }

    /** Returns the payload id, which is the SHA-256 of the output of {@code sha256sum -- *} for the files. */
    public static String payloadId(Map<String, String> digests) {
        StringBuilder lines = new StringBuilder();
        digests.forEach(
                (name, sha256) -> lines.append(sha256).append("  ").append(name).append('\n'));
        return sha256(utf8(lines.toString()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Deletes a directory with its content. In the C locale, Maven and Invoker cannot delete files with non-ASCII
     * names.
     */
    public static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
