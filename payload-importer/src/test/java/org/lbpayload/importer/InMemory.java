// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * A factory of temporary directories, in memory if possible, because each of thousands of imports syncs its
 * destination. The factory also deletes directories that killed tests have left.
 */
final class InMemory implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String PREFIX = "payload-importer-";
    private static boolean tidy;

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
        if (!Files.isWritable(MEMORY)) {
            return Files.createTempDirectory(PREFIX);
        }
        removeLeftovers();
        return Files.createTempDirectory(
                MEMORY, PREFIX + ProcessHandle.current().pid() + "-");
    }

    private static synchronized void removeLeftovers() throws IOException {
        if (tidy) {
            return;
        }
        tidy = true;
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(MEMORY, PREFIX + "[0-9]*-*")) {
            for (Path directory : directories) {
                String pid = directory.getFileName().toString().substring(PREFIX.length());
                if (ProcessHandle.of(Long.parseLong(pid.substring(0, pid.indexOf('-'))))
                        .isEmpty()) {
                    delete(directory);
                }
            }
        }
    }

    /** Deletes a directory with its content. */
    static void delete(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
