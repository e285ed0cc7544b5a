// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The distfiles that the steps need, divided between the early image and the payload image.
 *
 * <ul>
 *   <li>Only the distfiles of steps that a {@code build:} directive names are included.
 *   <li>Predicates are ignored, because only the target can evaluate them.
 *   <li>Lines with the same name and SHA-256 describe one distfile with alternative URLs. Lines with the same name but
 *       different SHA-256 values are an error.
 *   <li>A distfile is early if any step before the split requires it, even if later steps also require it. All other
 *       distfiles belong to the payload, including the distfiles of further steps directories.
 * </ul>
 *
 * @param early the distfiles of the early image, in the order in which the manifest first needs them
 * @param payload the distfiles of the payload image, in the order in which the manifests first need them; each name
 *     occurs at most once in the two lists
 * @param distinctLines the number of different pairs of distfile name and URL in the sources files
 * @param warnings messages about problems that do not prevent the build
 */
public record StepsPlan(List<Distfile> early, List<Distfile> payload, int distinctLines, List<String> warnings) {
    /** The default split: the step that imports the payload. */
    public static final String DEFAULT_SPLIT = ImportPlacement.IMPROVE_STEP;

    public StepsPlan {
        early = List.copyOf(early);
        payload = List.copyOf(payload);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads steps directories.
     *
     * @param directories the steps directory whose manifest is split, then further steps directories (such as
     *     {@code steps-guix}) whose distfiles belong to the payload; at least one
     * @param splitBefore the argument of the {@code improve} directive that ends the early steps, such as
     *     {@link #DEFAULT_SPLIT} or {@code get_network}
     * @throws StepsException if a file cannot be read, a line is malformed, two lines contradict each other, or the
     *     first manifest has no split
     * @throws IllegalArgumentException if {@code directories} is empty
     */
    public static StepsPlan read(List<Path> directories, String splitBefore) throws StepsException {
        if (directories.isEmpty()) {
            throw new IllegalArgumentException("directories: expected at least one steps directory");
        }
        DistfileTable table = new DistfileTable();
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < directories.size(); i++) {
            Manifest manifest = Manifest.read(directories.get(i));
            int split = 0;
            if (i == 0) {
                split = Split.index(manifest, splitBefore);
            }
            addBuilt(manifest, split, directories.get(i), table, warnings);
        }
        return new StepsPlan(table.early(), table.payload(), table.distinctLines(), warnings);
    }

    private static void addBuilt(
            Manifest manifest, int split, Path directory, DistfileTable table, List<String> warnings)
            throws StepsException {
        Map<String, List<SourceLine>> linesByStep = new LinkedHashMap<>();
        List<Directive> withoutDirectory = new ArrayList<>();
        for (int i = 0; i < manifest.directives().size(); i++) {
            Directive directive = manifest.directives().get(i);
            if (directive.kind() != Directive.Kind.BUILD) {
                continue;
            }
            Path stepDirectory = directoryOf(directive, directory);
            if (!linesByStep.containsKey(directive.argument())) {
                linesByStep.put(directive.argument(), SourceLine.readAll(stepDirectory));
                if (Files.notExists(stepDirectory) && !directive.argument().equals(ImportPlacement.BUILD_STEP)) {
                    withoutDirectory.add(directive);
                }
            }
            for (SourceLine line : linesByStep.get(directive.argument())) {
                table.add(line, i < split);
            }
        }
        if (!withoutDirectory.isEmpty()) {
            warnings.add(withoutDirectory.stream()
                    .map(directive ->
                            directive.argument() + " (line " + directive.where().line() + ")")
                    .collect(Collectors.joining(
                            ", ",
                            manifest.file() + ": these steps have no directory in " + directory
                                    + " and add no distfiles: ",
                            ": correct the names if they are misspelled")));
        }
    }

    private static Path directoryOf(Directive step, Path directory) throws StepsException {
        try {
            return directory.resolve(step.argument());
        } catch (InvalidPathException e) {
            throw new StepsException(
                    step.where() + ": expected the name of a step's directory, found "
                            + TextLines.quoted(step.argument()) + ", which is not a valid path in the encoding of this"
                            + " locale: correct it, or set LC_ALL to a UTF-8 locale such as C.UTF-8",
                    e);
        }
    }

    /** Returns all distfiles, starting with the early distfiles. */
    public List<Distfile> all() {
        return Stream.concat(early.stream(), payload.stream()).toList();
    }
}
