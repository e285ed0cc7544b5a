// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BootstrapConfigTest {

    static Stream<Arguments> configurations() {
        return Stream.of(
                Arguments.of("", "PAYLOAD_REQUIRED=True\n"),
                Arguments.of("A=1\n", "A=1\nPAYLOAD_REQUIRED=True\n"),
                Arguments.of("A=1", "A=1\nPAYLOAD_REQUIRED=True\n"),
                Arguments.of("A=1\nPAYLOAD_REQUIRED=False\nB=2\n", "A=1\nPAYLOAD_REQUIRED=True\nB=2\n"),
                Arguments.of("A=1\nPAYLOAD_REQUIRED=False", "A=1\nPAYLOAD_REQUIRED=True"),
                Arguments.of("PAYLOAD_REQUIRED=True\nB=2\n", "PAYLOAD_REQUIRED=True\nB=2\n"),
                Arguments.of(
                        "PAYLOAD_REQUIRED=\nPAYLOAD_REQUIRED=False\n",
                        "PAYLOAD_REQUIRED=True\nPAYLOAD_REQUIRED=True\n"),
                Arguments.of("\t export PAYLOAD_REQUIRED=False\n", "PAYLOAD_REQUIRED=True\n"),
                Arguments.of("PAYLOAD_REQUIRED=False\r\n", "PAYLOAD_REQUIRED=True\n"),
                Arguments.of("#PAYLOAD_REQUIRED=False\n", "#PAYLOAD_REQUIRED=False\nPAYLOAD_REQUIRED=True\n"),
                Arguments.of("NO_PAYLOAD_REQUIRED=1\n", "NO_PAYLOAD_REQUIRED=1\nPAYLOAD_REQUIRED=True\n"));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void requiresThePayloadAndKeepsTheRest(String before, String after) {
        assertThat(requirePayload(before)).isEqualTo(after);
    }

    @Test
    void keepsBytesThatAreNoUtf8() {
        byte[] before = {'N', '=', (byte) 0xe9, (byte) 0xff, 0, '\r', '\n'};

        assertThat(BootstrapConfig.requirePayload(before)).startsWith(before);
    }

    private static String requirePayload(String config) {
        return new String(
                BootstrapConfig.requirePayload(config.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
