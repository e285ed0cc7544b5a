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
 * Which distfiles the steps need, and which image carries each.
 *
 * <p>How the distfiles are counted:
 *
 * <ul>
 *   <li>Only steps that a {@code build:} directive names count; a step folder that no manifest builds is not read.
 *   <li>A step that is built several times counts each time for the side it is built on, but its lines are the same
 *       lines.
 *   <li>Predicates do not matter: which of them hold is known only on the target, so a conditional step's distfiles are
 *       needed like any other's.
 *   <li>Lines with the same name and SHA-256 are one distfile with alternative URLs. The same name with two SHA-256 is
 *       an error.
 *   <li>A distfile is early where any step before the split needs it, even if a later step needs it as well; all others
 *       are payload. All distfiles of further steps folders are payload, unless they are early already.
 * </ul>
 *
 * @param early the distfiles of the early image, in the order the manifest first needs them
 * @param payload the distfiles of the payload image, in the order the manifests first need them; no name stands in both
 *     lists or twice in one
 * @param distinctLines the lines of all sources files that were read, each pair of distfile name and URL counted once:
 *     several steps repeat a line word for word, while alternative URLs of one distfile are lines of their own
 * @param warnings what is odd but does not stand in the way, one sentence each, in order
 */
public record StepsPlan(List<Distfile> early, List<Distfile> payload, int distinctLines, List<String> warnings) {
    /** The split where none is given: the step that imports the payload, so that it carries all it can. */
    public static final String DEFAULT_SPLIT = "import_payload";

    public StepsPlan {
        early = List.copyOf(early);
        payload = List.copyOf(payload);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads steps folders.
     *
     * @param folders the steps folder whose manifest is split, then further ones (such as {@code steps-guix}) whose
     *     distfiles are all payload; at least one, each with a {@code manifest}
     * @param splitBefore the argument of the {@code improve:} directive before which distfiles are early, such as
     *     {@link #DEFAULT_SPLIT} or {@code get_network}
     * @throws StepsException where a file cannot be read or a line is not as live-bootstrap writes it, where two lines
     *     contradict each other, or where the first manifest lacks the split
     * @throws IllegalArgumentException where {@code folders} is empty
     */
    public static StepsPlan read(List<Path> folders, String splitBefore) throws StepsException {
        if (folders.isEmpty()) {
            throw new IllegalArgumentException("folders: expected at least one steps folder");
        }
        DistfileTable table = new DistfileTable();
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            Manifest manifest = Manifest.read(folders.get(i));
            int split = 0;
            if (i == 0) {
                split = Split.index(manifest, splitBefore);
                Split.misplacedImport(manifest).ifPresent(warnings::add);
            }
            addBuilt(manifest, split, folders.get(i), table, warnings);
        }
        return new StepsPlan(table.early(), table.payload(), table.distinctLines(), warnings);
    }

    private static void addBuilt(Manifest manifest, int split, Path folder, DistfileTable table, List<String> warnings)
            throws StepsException {
        Map<String, List<SourceLine>> linesByStep = new LinkedHashMap<>();
        List<Directive> withoutFolder = new ArrayList<>();
        for (int i = 0; i < manifest.directives().size(); i++) {
            Directive directive = manifest.directives().get(i);
            if (directive.kind() != Directive.Kind.BUILD) {
                continue;
            }
            Path stepFolder = folderOf(directive, folder);
            if (!linesByStep.containsKey(directive.argument())) {
                linesByStep.put(directive.argument(), SourceLine.readAll(stepFolder));
                if (Files.notExists(stepFolder)) {
                    withoutFolder.add(directive);
                }
            }
            for (SourceLine line : linesByStep.get(directive.argument())) {
                table.add(line, i < split);
            }
        }
        if (!withoutFolder.isEmpty()) {
            warnings.add(withoutFolder.stream()
                    .map(directive ->
                            directive.argument() + " (line " + directive.where().line() + ")")
                    .collect(Collectors.joining(
                            ", ",
                            manifest.file() + ": steps without a folder in " + folder + " add no distfiles: ",
                            "; correct the names if they are misspelled")));
        }
    }

    private static Path folderOf(Directive step, Path folder) throws StepsException {
        try {
            return folder.resolve(step.argument());
        } catch (InvalidPathException e) {
            throw new StepsException(
                    step.where() + ": expected the name of a step's folder, found "
                            + TextLines.quoted(step.argument()) + ", which is no path in the encoding of this locale:"
                            + " correct it, or set LC_ALL to a UTF-8 locale such as C.UTF-8",
                    e);
        }
    }

    /** {@return all distfiles, the early ones first} */
    public List<Distfile> all() {
        return Stream.concat(early.stream(), payload.stream()).toList();
    }
}
