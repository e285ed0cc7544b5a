// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The manifest of a steps folder: what is built, improved and jumped to, in order.
 *
 * @param file the manifest itself
 * @param directives all its directives, in the order of its lines
 */
record Manifest(Path file, List<Directive> directives) {
    Manifest {
        directives = List.copyOf(directives);
    }

    /** Reads {@code folder/manifest}. */
    static Manifest read(Path folder) throws StepsException {
        Path file = folder.resolve("manifest");
        List<String> lines = TextLines.read(file).orElse(null);
        if (lines == null) {
            throw new StepsException(
                    file + ": there is no such file; name folders that hold a live-bootstrap manifest");
        }
        List<Directive> directives = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Directive.parse(lines.get(i), new Location(file, i + 1)).ifPresent(directives::add);
        }
        return new Manifest(file, directives);
    }

    /** {@return the index of the first such directive, or -1 where there is none} */
    int indexOf(Directive.Kind kind, String argument) {
        for (int i = 0; i < directives.size(); i++) {
            if (directives.get(i).is(kind, argument)) {
                return i;
            }
        }
        return -1;
    }
}
