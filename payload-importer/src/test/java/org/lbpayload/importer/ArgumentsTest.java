// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lbpayload.importer.disk.ImageLocation;
import org.lbpayload.importer.report.ImportException;

class ArgumentsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | DEST is missing",
                "a b | expected one DEST, also found b",
                "--device | --device requires a value",
                "--nonsense d | unknown option --nonsense",
                "--threads 0 d | --threads requires an integer from 1 to 64, found 0",
                "--threads x d | found x",
                "--offset -1 --device x d | --offset requires an integer from 0",
                "--offset 5 d | --offset requires --device",
                "--id abc d | --id requires 64 lowercase hexadecimal digits",
                "--config f d | --config requires --if-required",
                "--quiet --json d | mutually exclusive",
                "--list a b | take exactly one PATH",
                "--list | --list requires a value",
                "--probe a --probe b | take exactly one PATH",
                "--scan d | --scan takes no other arguments",
                "--scan --list a | --scan and --list are mutually exclusive",
                "--probe a --list a | --probe and --list are mutually exclusive",
                "--device - - d | standard input can be read only once",
                "--device - --device - d | standard input can be read only once",
                "--threads 65 d | --threads requires an integer from 1 to 64, found 65",
                "--offset | --offset requires a value",
                "--offset 9223372036854775808 --device x d | --offset requires an integer from 0 to 9223372036854775807",
                "--list a --device b | take exactly one PATH",
                "--scan --device a | --scan takes no other arguments",
                "- - d | standard input can be read only once",
                "- - | DEST is missing",
                "--device x - | DEST is missing",
                "--wait | --wait requires a value",
                "--wait x d | --wait requires an integer from 0 to 86400, found x",
                "--wait 86401 d | --wait requires an integer from 0 to 86400, found 86401",
                "--wait 5 - d | --wait cannot wait for standard input",
                "--wait 5 --list a | --wait and --list are mutually exclusive",
                "- d e | expected one DEST, also found e",
                "--list a --require-checksums | --require-checksums and --list are mutually exclusive",
                "--quiet --list a | --quiet and --list are mutually exclusive",
                "--json --list a | --json and --list are mutually exclusive",
                "--probe a --require-checksums | --require-checksums and --probe are mutually exclusive",
                "--probe a --threads 3 | --threads and --probe are mutually exclusive",
                "--probe a --if-required --config c | --if-required and --probe are mutually exclusive",
                "--probe a --no-space-check | --no-space-check and --probe are mutually exclusive",
                "--wait 0 --probe a | --wait and --probe are mutually exclusive",
                "--scan --json | --json and --scan are mutually exclusive",
                "--scan --quiet | --quiet and --scan are mutually exclusive",
            })
    void rejectsInvalidCommandLine(String line, String message) {
        Run run = Run.of((Object[]) (line.isEmpty() ? new String[0] : line.split(" ")));
        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("payload-import: ").contains(message, "usage: payload-import");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--list a", "--probe a", "--scan"})
    void rejectsIdWithOtherCommands(String line) {
        Run run = Run.of((Object[]) (line + " --id " + "0".repeat(64)).split(" "));
        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err())
                .startsWith("payload-import: --id and " + line.split(" ")[0] + " are mutually exclusive\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--list a --offset 1", "--probe a --offset 1 --quiet", "--json --probe a", "--scan --wait 1"})
    void acceptsOptionsOfOtherCommands(String line) throws ImportException {
        assertThat(parse(line).command()).isNotEqualTo(Command.IMPORT);
    }

    private static Arguments parse(String line) throws ImportException {
        return Arguments.parse(line.split(" "));
    }

    @Test
    void parsesAllOptions() throws ImportException {
        String id = "0".repeat(64);
        Arguments arguments = parse("--device a --device b --offset 9223372036854775807 --id " + id
                + " --threads 64 --require-checksums --no-space-check --if-required --config c --wait 7 --quiet d");
        assertThat(arguments.command()).isEqualTo(Command.IMPORT);
        assertThat(arguments.destination()).isEqualTo("d");
        assertThat(arguments.images())
                .extracting(ImageLocation::name)
                .containsExactly("a (image at offset 9223372036854775807)", "b (image at offset 9223372036854775807)");
        assertThat(arguments.ids()).extracting(Object::toString).containsExactly(id);
        assertThat(arguments.threads()).isEqualTo(64);
        assertThat(arguments.waitSeconds()).isEqualTo(7);
        assertThat(arguments.requireChecksums()).isTrue();
        assertThat(arguments.spaceCheck()).isFalse();
        assertThat(arguments.ifRequired()).isTrue();
        assertThat(arguments.config()).isEqualTo("c");
        assertThat(arguments.quiet()).isTrue();
        assertThat(arguments.json()).isFalse();
    }

    @Test
    void usesDefaultsOfUsage() throws ImportException {
        Arguments arguments = parse("--threads 1 --offset 0 --json d");
        assertThat(arguments.images()).isEmpty();
        assertThat(arguments.ids()).isEmpty();
        assertThat(arguments.threads()).isEqualTo(1);
        assertThat(parse("d").threads()).as("one thread for each core").isZero();
        assertThat(arguments.waitSeconds()).isZero();
        assertThat(arguments.requireChecksums()).isFalse();
        assertThat(arguments.spaceCheck()).isTrue();
        assertThat(arguments.ifRequired()).isFalse();
        assertThat(arguments.config()).isNull();
        assertThat(arguments.quiet()).isFalse();
        assertThat(arguments.json()).isTrue();
    }

    @Test
    void prefersHelpAndVersionToOtherOptions() throws ImportException {
        assertThat(parse("-h").command()).isEqualTo(Command.HELP);
        assertThat(parse("a --help").command()).isEqualTo(Command.HELP);
        assertThat(parse("--help --list a").command()).isEqualTo(Command.HELP);
        assertThat(parse("--scan --version").command()).isEqualTo(Command.VERSION);
        assertThat(parse("--quiet --json --version").command()).isEqualTo(Command.VERSION);
        assertThat(Run.of("--version").out()).startsWith("payload-import ");
    }

    @Test
    void printsHelpWithExitCodes() {
        Run run = Run.of("--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("usage: ").contains("exit 0 ", "exit 1 ", "exit 2 ", "exit 64 ");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 120);
    }
}
