// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        Path file = Files.writeString(temp.resolve("c"), "PAYLOAD_REQUIRED=True\nPAYLOAD_REQUIRED=False");
        assertThat(BootstrapConfig.requiresPayload(Map.of(), file.toString())).isFalse();
    }

    @Test
    void prefersEnvironmentToFile() throws Exception {
        assertThat(BootstrapConfig.requiresPayload(Map.of("PAYLOAD_REQUIRED", "True"), null))
                .isTrue();
        assertThat(BootstrapConfig.requiresPayload(Map.of("PAYLOAD_REQUIRED", "False"), null))
                .isFalse();
    }

    @Test
    void requiresNothingIfFileIsMissing() throws Exception {
        assertThat(BootstrapConfig.requiresPayload(
                        Map.of(), temp.resolve("none").toString()))
                .isFalse();
    }
}
