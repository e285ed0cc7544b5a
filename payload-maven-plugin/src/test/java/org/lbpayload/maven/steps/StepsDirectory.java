// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A builder of small steps directories for tests. */
final class StepsDirectory {
    static final String A = "a".repeat(64);
    static final String B = "b".repeat(64);
    static final String C = "c".repeat(64);

    final Path path;

    StepsDirectory(Path path) {
        this.path = path;
    }

    StepsDirectory manifest(String... lines) {
        return write("manifest", lines);
    }

    /** Adds a step with these lines in its sources file. */
    StepsDirectory step(String name, String... sources) {
        return write(name + "/sources", sources);
    }

    /** Adds a step that needs no distfiles. */
    StepsDirectory step(String name) {
        return write(name + "/pass1.sh", "true");
    }

    private StepsDirectory write(String file, String... lines) {
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
