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
                "--device - - d | one DEST expected",
                "--device - --device - d | standard input can be read once",
            })
    void whatCannotBeUnderstoodExitsWith64AndTheUsage(String line, String message) {
        Run run = Run.of((Object[]) (line.isEmpty() ? new String[0] : line.split(" ")));
        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("payload-import: ").contains(message, "usage: payload-import");
    }

    @Test
    void helpGoesToStandardOutputAndTellsTheExitCodes() {
        Run run = Run.of("--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("usage: ").contains("exit 0 ", "exit 1 ", "exit 2 ", "exit 64 ");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 120);
    }
}
