// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a small steps folder for a test. */
final class StepsFolder {
    static final String A = "a".repeat(64);
    static final String B = "b".repeat(64);
    static final String C = "c".repeat(64);

    final Path path;

    StepsFolder(Path path) {
        this.path = path;
    }

    StepsFolder manifest(String... lines) {
        return write("manifest", lines);
    }

    /** A step with these lines of sources. */
    StepsFolder step(String name, String... sources) {
        return write(name + "/sources", sources);
    }

    /** A step that needs no distfiles. */
    StepsFolder step(String name) {
        return write(name + "/pass1.sh", "true");
    }

    private StepsFolder write(String file, String... lines) {
        try {
            Path target = path.resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, String.join("\n", lines) + "\n");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
