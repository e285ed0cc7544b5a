// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellQuotingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "",
                " ",
                "a b",
                "it's",
                "''",
                "\"$HOME\"",
                "`id`",
                "a\nb",
                "\\",
                "*",
                "~",
                "#x",
                "-n",
                "!x",
                "a;b",
                "A=b",
                "console=ttyS0 panic=-1",
                "ünïcode",
                "if=none,file=/a b,,c",
                "\t"
            })
    void quotesWordsThatShellSplitsBack(String word) throws IOException, InterruptedException {
        List<String> words = List.of("printf", "%s\\0", word, "end");

        assertThat(runBySh(ShellQuoting.quote(words))).containsExactly(word, "end");
    }

    @Test
    void quotesFirstWordWithEqualsSign() {
        assertThat(ShellQuoting.quote(List.of("A=b", "A=b"))).isEqualTo("'A=b' A=b");
    }

    @Test
    void leavesSafeWordsUnquoted() {
        assertThat(ShellQuoting.quote(List.of("qemu-system-x86_64", "-device", "ide-hd,drive=disk0")))
                .isEqualTo("qemu-system-x86_64 -device ide-hd,drive=disk0");
    }

    private static List<String> runBySh(String line) throws IOException, InterruptedException {
        Process shell =
                new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        List<String> words = new ArrayList<>(List.of(output.split("\0", -1)));
        words.remove(words.size() - 1);
        return words;
    }
}
