// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The manifest of a steps directory.
 *
 * @param directives all directives, in the order of their lines
 */
record Manifest(Path file, List<Directive> directives) {
    Manifest {
        directives = List.copyOf(directives);
    }

    /** Reads the file {@code manifest} of a steps directory. */
    static Manifest read(Path directory) throws StepsException {
        Path file = directory.resolve("manifest");
        List<String> lines = TextLines.read(file).orElse(null);
        if (lines == null) {
            throw new StepsException(
                    file + " does not exist: name a directory that contains a live-bootstrap manifest");
        }
        List<Directive> directives = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Directive.parse(lines.get(i), new Location(file, i + 1)).ifPresent(directives::add);
        }
        return new Manifest(file, directives);
    }

    /** Returns the index of the first directive with this kind and argument, or -1 if there is none. */
    int indexOf(Directive.Kind kind, String argument) {
        for (int i = 0; i < directives.size(); i++) {
            if (directives.get(i).is(kind, argument)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the line number and text of a directive for a message. */
    String line(int index) {
        Directive directive = directives.get(index);
        return "line " + directive.where().line() + ", '" + directive + "'";
    }
}
