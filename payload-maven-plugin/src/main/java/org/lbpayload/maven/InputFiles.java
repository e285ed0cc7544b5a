// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lbpayload.maven.io.GoalException;

/** The files and directories that a goal reads and must not overwrite. */
final class InputFiles {
    private final Map<Path, String> parameters = new LinkedHashMap<>();
    private final List<Path> trees = new ArrayList<>();

    /** Adds an input. The file or directory need not exist. */
    void add(Path input, String parameter) {
        parameters.put(input, parameter);
    }

    /** Adds a directory that must not contain an output. The directory need not exist. */
    void addTree(Path directory, String parameter) {
        add(directory, parameter);
        trees.add(directory);
    }

    /**
     * Checks that an output does not replace an input.
     *
     * @param output a file or directory, which need not exist
     * @param parameter the parameter that names the output
     * @throws GoalException if the output is an input, contains an input or is in a directory added with
     *     {@link #addTree}, even through symbolic links
     */
    void refuseAsOutput(Path output, String parameter) throws GoalException {
        for (Map.Entry<Path, String> input : parameters.entrySet()) {
            if (isReplaced(input.getKey(), output)) {
                throw new GoalException(parameter + ": cannot write " + output + ", because that would replace "
                        + input.getKey() + " of " + input.getValue() + ": name another path");
            }
        }
        for (Path tree : trees) {
            Path directory = real(tree);
            // A symbolic link in the directory would be replaced as well.
            if (real(output).startsWith(directory)
                    || SessionOutputs.canonical(output).startsWith(directory)) {
                throw new GoalException(parameter + ": cannot write " + output + ", because the path is below " + tree
                        + " of " + parameters.get(tree) + ": name another path");
            }
        }
    }

    private static boolean isReplaced(Path input, Path output) {
        try {
            // The two paths can also be hard links to the same file.
            return real(input).startsWith(real(output)) || Files.isSameFile(input, output);
        } catch (IOException e) {
            return false; // one of the files does not exist
        }
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return SessionOutputs.canonical(file);
        }
    }
}
