// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The result of checking the manifest lines that compile and run the importer.
 *
 * <p>The step {@code payload-import-1.0} compiles the C importer and requires tcc and the shell kaem. The C importer
 * must run after the jump to Fiwix, because no disk can be read earlier. The Java importer must run after the jump to
 * Linux, because Fiwix cannot run Java.
 *
 * @param missing messages about missing lines that the import requires
 * @param misplaced messages about lines whose position prevents the importer from being compiled or run
 */
public record ImportPlacement(List<String> missing, List<String> misplaced) {
    static final String BUILD_STEP = "payload-import-1.0";
    static final String BUILD_LINE = "build: " + BUILD_STEP + " ( PAYLOAD_REQUIRED == True )";
    static final String IMPROVE_STEP = "import_payload";
    static final String IMPROVE_LINE = "improve: " + IMPROVE_STEP + " ( PAYLOAD_REQUIRED == True )";

    private static final String COMPILER = "tcc-0.9.27";
    private static final String BASH = "bash-";

    public ImportPlacement {
        missing = List.copyOf(missing);
        misplaced = List.copyOf(misplaced);
    }

    /**
     * Checks a manifest. Returns no messages for a manifest without the step {@code import_payload}, because such a
     * checkout imports the payload in another step.
     *
     * @param directory the steps directory that contains the manifest
     * @param importer the importer that the target uses
     * @throws StepsException if the manifest cannot be read
     */
    public static ImportPlacement check(Path directory, Importer importer) throws StepsException {
        Manifest manifest = Manifest.read(directory);
        int improve = manifest.indexOf(Directive.Kind.IMPROVE, IMPROVE_STEP);
        if (improve < 0) {
            return new ImportPlacement(List.of(), List.of());
        }
        return importer == Importer.C ? checkC(manifest, improve) : checkJava(manifest, improve);
    }

    private static ImportPlacement checkC(Manifest manifest, int improve) {
        List<String> misplaced = new ArrayList<>();
        int fiwix = manifest.indexOf(Directive.Kind.JUMP, "fiwix");
        if (fiwix > improve) {
            misplaced.add(at(manifest, improve) + " must follow " + manifest.line(fiwix)
                    + ", because no disk can be read earlier: move the line");
        }
        int build = manifest.indexOf(Directive.Kind.BUILD, BUILD_STEP);
        if (build < 0) {
            int next = fiwix >= 0 && fiwix < improve ? fiwix : improve;
            return new ImportPlacement(
                    List.of(manifest.file() + ": there is no line 'build: " + BUILD_STEP
                            + "', which compiles the C importer: insert the line '" + BUILD_LINE + "' before "
                            + manifest.line(next)),
                    misplaced);
        }
        int compiler = manifest.indexOf(Directive.Kind.BUILD, COMPILER);
        int bash = firstBash(manifest).orElse(Integer.MAX_VALUE);
        if (build > improve) {
            misplaced.add(at(manifest, build) + " must precede " + manifest.line(improve)
                    + ", which runs the compiled importer: move the line");
        } else if (build < compiler) {
            misplaced.add(
                    at(manifest, build) + " must follow " + manifest.line(compiler) + ", its compiler: move the line");
        } else if (build > bash) {
            misplaced.add(at(manifest, build) + " must precede " + manifest.line(bash)
                    + ", because kaem runs its script: move the line");
        }
        return new ImportPlacement(List.of(), misplaced);
    }

    private static ImportPlacement checkJava(Manifest manifest, int improve) {
        int fiwix = manifest.indexOf(Directive.Kind.JUMP, "fiwix");
        int linux = manifest.indexOf(Directive.Kind.JUMP, "linux");
        if (linux < improve && (linux >= 0 || fiwix < 0)) {
            return new ImportPlacement(List.of(), List.of());
        }
        String remedy = linux < 0
                ? "use the C importer"
                : "move the line after " + manifest.line(linux) + ", or use the C importer";
        return new ImportPlacement(
                List.of(), List.of(at(manifest, improve) + " is at a position where Java cannot run: " + remedy));
    }

    private static Optional<Integer> firstBash(Manifest manifest) {
        List<Directive> directives = manifest.directives();
        for (int i = 0; i < directives.size(); i++) {
            if (directives.get(i).kind() == Directive.Kind.BUILD
                    && directives.get(i).argument().startsWith(BASH)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static String at(Manifest manifest, int index) {
        Directive directive = manifest.directives().get(index);
        return directive.where() + ": '" + directive + "'";
    }
}
