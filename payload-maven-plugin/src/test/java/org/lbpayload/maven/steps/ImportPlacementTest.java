// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportPlacementTest {
    private static final String BUILD = "build: payload-import-1.0 ( PAYLOAD_REQUIRED == True )";
    private static final String IMPROVE = "improve: import_payload ( PAYLOAD_REQUIRED == True )";

    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource({
        "C, tcc/build/fiwix/improve/bash/linux",
        "C, tcc/build/fiwix/bash/improve",
        "C, tcc/build/improve",
        "C, tcc/fiwix/linux",
        "JAVA, tcc/fiwix/bash/linux/improve",
        "JAVA, tcc/improve",
        "JAVA, tcc/fiwix"
    })
    void acceptsManifestThatImporterSupports(Importer importer, String lines) throws Exception {
        assertThat(check(importer, lines)).isEqualTo(new ImportPlacement(List.of(), List.of()));
    }

    @Test
    void namesMissingBuildLineAndItsPlace() throws Exception {
        assertThat(check(Importer.C, "tcc/fiwix/improve").missing())
                .containsExactly(manifest() + ": there is no line 'build: payload-import-1.0', which compiles the C"
                        + " importer: insert the line '" + BUILD + "' before line 2, 'jump: fiwix'");
        assertThat(check(Importer.C, "tcc/improve").missing())
                .singleElement()
                .asString()
                .endsWith("insert the line '" + BUILD + "' before line 2, '" + IMPROVE + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "C; tcc/build/improve/fiwix; :3: 'IMPROVE' must follow line 4, 'jump: fiwix', because no disk can be"
                        + " read earlier: move the line",
                "C; tcc/fiwix/improve/build; :4: 'BUILD' must precede line 3, 'IMPROVE', which runs the compiled"
                        + " importer: move the line",
                "C; build/tcc/fiwix/improve; :1: 'BUILD' must follow line 2, 'build: tcc-0.9.27', its compiler: move"
                        + " the line",
                "C; tcc/fiwix/bash/build/improve; :4: 'BUILD' must precede line 3, 'build: bash-2.05b', because kaem runs"
                        + " its script: move the line",
                "JAVA; tcc/fiwix/improve/linux; :3: 'IMPROVE' is at a position where Java cannot run: move the line"
                        + " after line 4, 'jump: linux', or use the C importer",
                "JAVA; tcc/fiwix/improve; :3: 'IMPROVE' is at a position where Java cannot run: use the C importer",
            })
    void namesMisplacedLine(Importer importer, String lines, String message) throws Exception {
        assertThat(check(importer, lines).misplaced())
                .containsExactly(
                        manifest() + message.replace("IMPROVE", IMPROVE).replace("BUILD", BUILD));
    }

    @Test
    void suggestsLinesIfManifestHasNoSplit() {
        write("tcc/fiwix/linux");

        assertThatThrownBy(() -> StepsPlan.read(List.of(root.resolve("steps")), StepsPlan.DEFAULT_SPLIT))
                .isInstanceOf(StepsException.class)
                .hasMessage(manifest() + ": there is no line 'improve: import_payload', which separates the early"
                        + " distfiles from the payload distfiles: insert the line '" + BUILD
                        + "' before and the line '" + IMPROVE + "' after line 2, 'jump: fiwix'; for the Java importer,"
                        + " insert only the second line, after line 3, 'jump: linux'");
    }

    @Test
    void ignoresMissingDirectoryOfBuildStepThatEarlyAdds() throws Exception {
        write("build/fiwix/improve");

        assertThat(StepsPlan.read(List.of(root.resolve("steps")), StepsPlan.DEFAULT_SPLIT)
                        .warnings())
                .isEmpty();
    }

    private Path manifest() {
        return root.resolve("steps/manifest");
    }

    private void write(String lines) {
        String[] manifest = lines.replace("tcc", "build: tcc-0.9.27")
                .replace("fiwix", "jump: fiwix")
                .replace("linux", "jump: linux")
                .replace("bash", "build: bash-2.05b")
                .replaceAll("\\bbuild(?!:)", BUILD)
                .replace("improve", IMPROVE)
                .split("/");
        new StepsDirectory(root.resolve("steps")).manifest(manifest);
    }

    private ImportPlacement check(Importer importer, String lines) throws StepsException {
        write(lines);
        return ImportPlacement.check(root.resolve("steps"), importer);
    }
}
