// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lbpayload.importer.report.ImportException;

class BootstrapConfigTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "PAYLOAD_REQUIRED=True,true",
                "  PAYLOAD_REQUIRED=True  ,true",
                "export PAYLOAD_REQUIRED=True,true",
                "PAYLOAD_REQUIRED=\"True\",true",
                "PAYLOAD_REQUIRED='True',true",
                "PAYLOAD_REQUIRED=True # why,true",
                "PAYLOAD_REQUIRED=True;,true",
                "PAYLOAD_REQUIRED=False,false",
                "PAYLOAD_REQUIRED=true,false",
                "PAYLOAD_REQUIRED=1,false",
                "PAYLOAD_REQUIRED=,false",
                "PAYLOAD_REQUIRED=Trueish,false",
                "# PAYLOAD_REQUIRED=True,false",
                "NO_PAYLOAD_REQUIRED=True,false",
                "``,false",
            })
    void requiresPayloadOnlyIfValueIsTrue(String line, boolean required) throws Exception {
        Path file = Files.writeString(temp.resolve("bootstrap.cfg"), "FIRST=1\n" + line + "\nLAST=2\n");
        assertThat(BootstrapConfig.requiresPayload(Map.of(), file.toString())).isEqualTo(required);
    }

    @Test
    void usesLastAssignment() throws Exception {
        Path file = Files.writeString(temp.resolve("c"), "PAYLOAD_REQUIRED=True\r\nPAYLOAD_REQUIRED=False\r\n");
        assertThat(BootstrapConfig.requiresPayload(Map.of(), file.toString())).isFalse();
    }

    @Test
    void prefersEnvironmentToFile() throws Exception {
        assertThat(BootstrapConfig.requiresPayload(Map.of("PAYLOAD_REQUIRED", "True"), null))
                .isTrue();
        assertThat(BootstrapConfig.requiresPayload(Map.of("PAYLOAD_REQUIRED", "False"), null))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A=1 ; PAYLOAD_REQUIRED=True",
                "A=1;PAYLOAD_REQUIRED=True",
                "PAYLOAD_REQUIRED=True; A=1",
                "PAYLOAD_REQUIRED=True A=1",
                "PAYLOAD_REQUIRED=True#no-comment",
                "PAYLOAD_REQUIRED=${OTHER}",
                "PAYLOAD_REQUIRED='True",
                "readonly PAYLOAD_REQUIRED=True",
                "A=1 # PAYLOAD_REQUIRED=True",
            })
    void refusesLineWithMoreThanAssignment(String line) throws Exception {
        Path file = Files.writeString(temp.resolve("bootstrap.cfg"), "A=1\n" + line + "\n");
        assertThatThrownBy(() -> BootstrapConfig.requiresPayload(Map.of(), file.toString()))
                .isInstanceOf(ImportException.class)
                .hasMessage(file + ": expected only PAYLOAD_REQUIRED=VALUE on a line, found " + line
                        + ": put everything else on other lines");
    }

    /** A pattern with two backtracking quantifiers for the trailing blanks would take minutes. */
    @Test
    @Timeout(20)
    void refusesLongLineWithoutBacktracking() throws Exception {
        Path file = Files.writeString(temp.resolve("c"), "PAYLOAD_REQUIRED=True" + " ".repeat(200_000) + "x");
        assertThatThrownBy(() -> BootstrapConfig.requiresPayload(Map.of(), file.toString()))
                .isInstanceOf(ImportException.class);
    }

    @Test
    void failsIfFileCannotBeRead() {
        Path missing = temp.resolve("none");
        assertThatThrownBy(() -> BootstrapConfig.requiresPayload(Map.of(), missing.toString()))
                .isInstanceOf(ImportException.class)
                .hasMessage("cannot read " + missing + ": no such file or directory: correct or omit --config");
        assertThatThrownBy(
                        () -> BootstrapConfig.requiresPayload(Map.of("PAYLOAD_REQUIRED", "True"), missing.toString()))
                .isInstanceOf(ImportException.class);
        assertThatThrownBy(() -> BootstrapConfig.requiresPayload(Map.of(), temp.toString()))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith("cannot read " + temp + ": ");
    }
}
