// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | DEST is missing",
                "a b | one DEST expected, found also b",
                "--device | --device wants a value",
                "--nonsense d | there is no option --nonsense",
                "--threads 0 d | --threads wants a whole number from 1 to 64, found 0",
                "--threads x d | found x",
                "--offset -1 --device x d | --offset wants a whole number from 0",
                "--offset 5 d | --offset needs a --device",
                "--id abc d | --id wants 64 hexadecimal digits",
                "--config f d | --config needs --if-required",
                "--quiet --json d | exclude each other",
                "--list a b | take one PATH",
                "--list | --list wants a value",
                "--probe a --probe b | take one PATH",
                "--scan d | --scan stands alone",
                "--scan --list a | --scan and --list exclude each other",
                "--probe a --list a | --probe and --list exclude each other",
                "--device - - d | standard input can be read once",
                "--device - --device - d | standard input can be read once",
                "--threads 65 d | --threads wants a whole number from 1 to 64, found 65",
                "--offset | --offset wants a value behind it",
                "--offset 9223372036854775808 --device x d | --offset wants a whole number from 0 to 9223372036854775807",
                "--list a --device b | take one PATH",
                "--scan --device a | --scan stands alone",
                "- - d | standard input can be read once",
                "- - | DEST is missing",
                "--device x - | DEST is missing",
                "- d e | one DEST expected, found also e",
            })
    void whatCannotBeUnderstoodExitsWith64AndTheUsage(String line, String message) {
        Run run = Run.of((Object[]) (line.isEmpty() ? new String[0] : line.split(" ")));
        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("payload-import: ").contains(message, "usage: payload-import");
    }

    private static Arguments parse(String line) throws ImportException {
        return Arguments.parse(line.split(" "));
    }

    @Test
    void whatIsGivenIsTaken() throws ImportException {
        String id = "0".repeat(64);
        Arguments arguments = parse("--device a --device b --offset 9223372036854775807 --id " + id
                + " --threads 64 --require-checksums --no-space-check --if-required --config c --quiet d");
        assertThat(arguments.asksFor(Arguments.LIST)).isFalse();
        assertThat(arguments.destination()).isEqualTo("d");
        assertThat(arguments.disks()).extracting(Disk::path).containsExactly("a", "b");
        assertThat(arguments.disks()).extracting(Disk::offset).containsOnly(Long.MAX_VALUE);
        assertThat(arguments.disks()).extracting(Disk::rotational).containsOnlyNulls();
        assertThat(arguments.ids()).extracting(Object::toString).containsExactly(id);
        assertThat(arguments.threads()).isEqualTo(64);
        assertThat(arguments.requireChecksums()).isTrue();
        assertThat(arguments.spaceCheck()).isFalse();
        assertThat(arguments.ifRequired()).isTrue();
        assertThat(arguments.config()).isEqualTo("c");
        assertThat(arguments.quiet()).isTrue();
        assertThat(arguments.json()).isFalse();
    }

    @Test
    void whatIsNotGivenIsAsTheUsageSays() throws ImportException {
        Arguments arguments = parse("--threads 1 --offset 0 --json d");
        assertThat(arguments.disks()).isEmpty();
        assertThat(arguments.ids()).isEmpty();
        assertThat(arguments.threads()).isEqualTo(1);
        assertThat(parse("d").threads()).as("as many as cores").isZero();
        assertThat(arguments.requireChecksums()).isFalse();
        assertThat(arguments.spaceCheck()).isTrue();
        assertThat(arguments.ifRequired()).isFalse();
        assertThat(arguments.config()).isNull();
        assertThat(arguments.quiet()).isFalse();
        assertThat(arguments.json()).isTrue();
    }

    @Test
    void helpAndVersionGoBeforeAllElse() throws ImportException {
        assertThat(parse("-h").asksFor(Arguments.HELP)).isTrue();
        assertThat(parse("a --help").asksFor(Arguments.HELP)).isTrue();
        assertThat(parse("--help --list a").asksFor(Arguments.HELP)).isTrue();
        assertThat(parse("--scan --version").asksFor(Arguments.VERSION)).isTrue();
        assertThat(parse("--quiet --json --version").asksFor(Arguments.VERSION)).isTrue();
        assertThat(Run.of("--version").out()).startsWith("payload-import ");
    }

    @Test
    void helpGoesToStandardOutputAndTellsTheExitCodes() {
        Run run = Run.of("--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("usage: ").contains("exit 0 ", "exit 1 ", "exit 2 ", "exit 64 ");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 120);
    }
}
