// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lbpayload.maven.steps.StepsDirectory.A;
import static org.lbpayload.maven.steps.StepsDirectory.B;
import static org.lbpayload.maven.steps.StepsDirectory.C;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepsPlanTest {
    @TempDir
    private Path root;

    private StepsDirectory steps() {
        return new StepsDirectory(root.resolve("steps"));
    }

    private StepsPlan read(String splitBefore) throws StepsException {
        return StepsPlan.read(List.of(root.resolve("steps")), splitBefore);
    }

    private static List<String> names(List<Distfile> distfiles) {
        return distfiles.stream().map(Distfile::name).toList();
    }

    private StepsDirectory threeSteps() {
        return steps().step("one", "f https://example.org/one.tgz " + A)
                .step("two", "f https://example.org/two.tgz " + B)
                .step("three", "f https://example.org/three.tgz " + C);
    }

    @Test
    void splitsDistfilesAtImport() throws Exception {
        threeSteps()
                .manifest(
                        "build: one",
                        "jump: fiwix",
                        "improve: import_payload ( X == True )",
                        "build: two",
                        "build: three");

        StepsPlan plan = read(StepsPlan.DEFAULT_SPLIT);

        assertThat(names(plan.early())).containsExactly("one.tgz");
        assertThat(names(plan.payload())).containsExactly("two.tgz", "three.tgz");
        assertThat(names(plan.all())).containsExactly("one.tgz", "two.tgz", "three.tgz");
        assertThat(plan.warnings()).isEmpty();
    }

    @Test
    void splitsAtOtherDirective() throws Exception {
        threeSteps().manifest("build: one", "build: two", "improve: get_network", "build: three");

        StepsPlan plan = read("get_network");

        assertThat(names(plan.early())).containsExactly("one.tgz", "two.tgz");
        assertThat(names(plan.payload())).containsExactly("three.tgz");
    }

    @Test
    void splitsAtFirstOfSeveralDirectives() throws Exception {
        threeSteps().manifest("build: one", "improve: console", "build: two", "improve: console", "build: three");

        assertThat(names(read("console").early())).containsExactly("one.tgz");
    }

    @Test
    void splitsOnlyAtImproveDirective() throws Exception {
        threeSteps()
                .manifest("build: one", "jump: two", "build: two", "improve: two_more", "improve: two", "build: three");

        assertThat(names(read("two").early())).containsExactly("one.tgz", "two.tgz");
    }

    @Test
    void listsDistfileOfBothSidesAsEarlyOnly() throws Exception {
        threeSteps()
                .step("again", "f https://example.org/other/one.tgz " + A)
                .manifest("build: one", "improve: split", "build: again", "build: two");

        StepsPlan plan = read("split");

        assertThat(names(plan.early())).containsExactly("one.tgz");
        assertThat(plan.early().get(0).urls())
                .containsExactly("https://example.org/one.tgz", "https://example.org/other/one.tgz");
        assertThat(names(plan.payload())).containsExactly("two.tgz");
    }

    @Test
    void listsDistfilesOfStepBuiltTwiceAsEarly() throws Exception {
        threeSteps().manifest("build: one", "improve: split", "build: one", "build: two");

        StepsPlan plan = read("split");

        assertThat(names(plan.early())).containsExactly("one.tgz");
        assertThat(names(plan.payload())).containsExactly("two.tgz");
    }

    @Test
    void ignoresPredicates() throws Exception {
        threeSteps().manifest("build: one ( NEVER == True )", "improve: split", "build: two ( NEVER == True )");

        StepsPlan plan = read("split");

        assertThat(names(plan.all())).containsExactly("one.tgz", "two.tgz");
    }

    @Test
    void ignoresStepThatIsNotBuilt() throws Exception {
        threeSteps().step("unused", "this is not even a sources file").manifest("improve: split", "build: one");

        assertThat(names(read("split").all())).containsExactly("one.tgz");
    }

    @Test
    void mergesUrlsOfSameName() throws Exception {
        steps().step(
                        "one",
                        "f https://example.org/one.tgz " + A,
                        "# from elsewhere",
                        "f https://example.net/old/one.tgz " + A.toUpperCase(java.util.Locale.ROOT),
                        "g https://example.org/one.git~1 _ " + A + " one.tgz",
                        "f https://example.org/one.tgz " + A)
                .manifest("improve: split", "build: one", "build: one");

        StepsPlan plan = read("split");

        assertThat(plan.payload())
                .containsExactly(new Distfile(
                        "one.tgz",
                        A,
                        List.of("https://example.org/one.tgz", "https://example.net/old/one.tgz"),
                        new Location(root.resolve("steps/one/sources"), 1)));
        assertThat(plan.distinctLines()).isEqualTo(3);
    }

    @Test
    void rejectsNameWithTwoChecksums() {
        steps().step("one", "f https://example.org/one.tgz " + A)
                .step("two", "# comment", "f https://example.net/one.tgz " + B)
                .manifest("improve: split", "build: one", "build: two");

        assertThatThrownBy(() -> read("split"))
                .isInstanceOf(StepsException.class)
                .hasMessageStartingWith(root.resolve("steps/two/sources") + ":2: 'one.tgz' has the SHA-256 " + B
                        + " here and " + A + " at " + root.resolve("steps/one/sources") + ":1: correct one");
    }

    @Test
    void acceptsChecksumUnderTwoNames() throws Exception {
        steps().step("one", "f https://example.org/one.tgz " + A, "f https://example.org/one.tgz " + A + " two.tgz")
                .manifest("improve: split", "build: one");

        assertThat(names(read("split").payload())).containsExactly("one.tgz", "two.tgz");
    }

    @Test
    void suggestsPlaceOfMissingImportWithoutFiwix() {
        threeSteps().manifest("build: one", "build: two");

        assertThatThrownBy(() -> read(StepsPlan.DEFAULT_SPLIT))
                .hasMessageEndingWith(
                        "insert the line 'improve: import_payload ( PAYLOAD_REQUIRED == True )' before the"
                                + " first step whose distfiles the payload contains");
    }

    @Test
    void namesParameterIfOtherSplitIsMissing() {
        threeSteps().manifest("build: one", "improve: get_network", "build: two");

        assertThatThrownBy(() -> read("get_netwrok"))
                .hasMessageContaining("there is no line 'improve: get_netwrok'")
                .hasMessageEndingWith("set <splitBefore> to an improve directive of the manifest");
    }

    @Test
    void warnsAboutStepWithoutDirectory() throws Exception {
        threeSteps()
                .step("script-only")
                .manifest("improve: split", "build: one", "build: twoo", "build: script-only", "build: twoo");

        assertThat(read("split").warnings())
                .singleElement()
                .asString()
                .contains("have no directory in " + root.resolve("steps") + " and add no distfiles: twoo (line 3):");
    }

    @Test
    void listsDistfilesOfFurtherDirectoriesAsPayload() throws Exception {
        threeSteps().manifest("build: one", "improve: split", "build: two");
        StepsDirectory guix = new StepsDirectory(root.resolve("steps-guix"))
                .step("guix", "f https://example.org/guix.tgz " + C, "f https://example.org/one.tgz " + A)
                .manifest("build: guix", "improve: split", "build: guix");

        StepsPlan plan = StepsPlan.read(List.of(root.resolve("steps"), guix.path), "split");

        assertThat(names(plan.early())).containsExactly("one.tgz");
        assertThat(names(plan.payload())).containsExactly("two.tgz", "guix.tgz");
    }

    @Test
    void rejectsContradictionBetweenDirectories() {
        threeSteps().manifest("build: one", "improve: split", "build: two");
        StepsDirectory guix = new StepsDirectory(root.resolve("steps-guix"))
                .step("guix", "f https://example.org/two.tgz " + C)
                .manifest("build: guix");

        assertThatThrownBy(() -> StepsPlan.read(List.of(root.resolve("steps"), guix.path), "split"))
                .hasMessageContaining(guix.path.resolve("guix/sources") + ":1")
                .hasMessageContaining(root.resolve("steps/two/sources") + ":1");
    }

    @Test
    void rejectsDirectoryWithoutManifest() {
        assertThatThrownBy(() -> read("split"))
                .isInstanceOf(StepsException.class)
                .hasMessageStartingWith(root.resolve("steps/manifest") + " does not exist:");
    }

    @Test
    void namesLineOfManifestError() {
        threeSteps().manifest("build: one", "", "# x", "biuld: two");

        assertThatThrownBy(() -> read("split")).hasMessageStartingWith(root.resolve("steps/manifest") + ":4: expected");
    }

    @Test
    void acceptsCarriageReturns() throws Exception {
        steps().step("one", "f https://example.org/one.tgz " + A + "\r")
                .manifest("improve: split ( A == B )\r", "build: one\r");

        assertThat(names(read("split").payload())).containsExactly("one.tgz");
    }
}
