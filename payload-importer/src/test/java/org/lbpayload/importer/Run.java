// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The result of running the importer in the JVM of the test. */
public record Run(int exitCode, String out, String err) {
    public static Run of(Object... words) {
        return of(new ByteArrayInputStream(new byte[0]), Map.of(), words);
    }

    public static Run of(InputStream in, Map<String, String> environment, Object... words) {
        String[] args = Stream.of(words).map(Object::toString).toArray(String[]::new);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Main.run(
                args, in, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), null, environment);
        return new Run(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** Returns the content of each file in a directory by file name, except for the marker. */
    public static Map<String, String> files(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        if (!Files.exists(directory)) {
            return files;
        }
        try (Stream<Path> children = Files.list(directory)) {
            for (Path child : children.toList()) {
                String content = Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)
                        ? new String(Files.readAllBytes(child), UTF_8)
                        : Files.isSymbolicLink(child) ? "-> " + Files.readSymbolicLink(child) : "(no file)";
                files.put(child.getFileName().toString(), content);
            }
        }
        files.remove(".payload_imported");
        return files;
    }

    /** Returns the content of the marker in a directory. */
    static String marker(Path directory) throws IOException {
        return Files.readString(directory.resolve(".payload_imported"));
    }

    /** Deletes the importer's temporary files from a directory. */
    public static void deleteTemporaryFiles(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            for (Path child : children.toList()) {
                if (child.getFileName().toString().startsWith(".payload_import.tmp.")) {
                    Files.delete(child);
                }
            }
        }
    }
}
