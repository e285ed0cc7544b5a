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

/** What a folder of files holds, to compare what went into an image with what came out. */
public final class Folder {
    private Folder() {}

    /** The SHA-256 of each file in the folder, by name; folders in it are left out, and so is the importer's marker. */
    public static Map<String, String> digests(Path folder) throws IOException {
        Map<String, String> digests = new TreeMap<>((a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b)));
        try (Stream<Path> children = Files.list(folder)) {
            for (Path file : children.filter(Files::isRegularFile).toList()) {
                String path = file.toUri().getPath(); // from the name's bytes, whatever the locale
                String name = path.substring(path.lastIndexOf('/') + 1);
                if (!name.equals(".payload_imported")) {
                    digests.put(name, sha256(Files.readAllBytes(file)));
                }
            }
        }
        return digests;
    }

    /** The payload id by its definition: the digest of what {@code sha256sum -- *} prints in the folder. */
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
     * Deletes a folder with all that is in it. In the C locale neither Maven nor Invoker can delete a file whose name
     * is not ASCII, so whatever makes one deletes it this way.
     */
    public static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
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
