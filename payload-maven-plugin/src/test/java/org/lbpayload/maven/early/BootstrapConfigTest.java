// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapConfigTest {
    static Stream<Arguments> configurations() {
        return Stream.of(
                Arguments.of("", "PAYLOAD_REQUIRED=True\n"),
                Arguments.of("A=1\n", "A=1\nPAYLOAD_REQUIRED=True\n"),
                Arguments.of("A=1", "A=1\nPAYLOAD_REQUIRED=True\n"),
                Arguments.of("A=1\nPAYLOAD_REQUIRED=False\nB=2\n", "A=1\nPAYLOAD_REQUIRED=True\nB=2\n"),
                Arguments.of("A=1\nPAYLOAD_REQUIRED=False", "A=1\nPAYLOAD_REQUIRED=True\n"),
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
    void changesOneSettingAndKeepsTheRest(String before, String after) throws Exception {
        assertThat(text(config(before).with(BootstrapConfig.PAYLOAD_REQUIRED, "True")))
                .isEqualTo(after);
    }

    @Test
    void keepsBytesThatAreNotUtf8() throws Exception {
        byte[] before = {'N', '=', (byte) 0xe9, (byte) 0xff, 0, '\r', '\n'};

        assertThat(BootstrapConfig.of(before).with("A", "1").bytes()).startsWith(before);
    }

    @Test
    void endsLastLine() {
        assertThat(text(config("A=1"))).isEqualTo("A=1\n");
    }

    @Test
    void quotesValuesWithBlanks() throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("MIRRORS", "http://one.example/ http://two.example/");
        settings.put("MIRRORS_LEN", "2");

        BootstrapConfig config = config("MIRRORS=\n").withAll(settings);

        assertThat(text(config)).isEqualTo("MIRRORS=\"http://one.example/ http://two.example/\"\nMIRRORS_LEN=2\n");
        assertThat(config.value("MIRRORS")).contains("http://one.example/ http://two.example/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "$(reboot)", "`reboot`", "a\\", "a\nB=1", "a\0"})
    void rejectsValueThatShellsWouldExpand(String value) {
        assertThatThrownBy(() -> BootstrapConfig.empty().with("A", value))
                .isInstanceOf(EarlyException.class)
                .hasMessageStartingWith("<bootstrapSettings>: the value of A must not contain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1A", "A B", "A-B", "A=B"})
    void rejectsNameThatIsNotVariable(String name) {
        assertThatThrownBy(() -> BootstrapConfig.empty().with(name, "1"))
                .hasMessageContaining("expected the name of a shell variable, found '" + name + "'");
    }

    @Test
    void lastAssignmentCounts() {
        assertThat(config("DISK=sda\nexport DISK=sdb\r\n").value("DISK")).contains("sdb");
        assertThat(config("").value("DISK")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sda", "hda", "vda", "xvda", "sda1", "nvme0n1", "nvme0n1p2", "mmcblk0"})
    void acceptsFirstDisk(String disk) throws Exception {
        config("DISK=" + disk + "\n").requireFirstDisk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sdb", "hdb", "hdc1", "vdb", "nvme1n1", "mmcblk1", "", "disk"})
    void rejectsDiskThatMayBePayloadDisk(String disk) {
        assertThatThrownBy(() -> config("DISK=" + disk + "\n").requireFirstDisk())
                .isInstanceOf(EarlyException.class)
                .hasMessageStartingWith("DISK=" + disk + " in bootstrap.cfg may be the payload disk");
    }

    @Test
    void hasAllSettingsOfKernelBootstrapMode() throws Exception {
        BootstrapConfig config = BootstrapConfig.kernelBootstrap();

        config.requireFirstDisk();
        assertThat(text(config).lines()).hasSize(16).allMatch(line -> line.contains("="));
        assertThat(config.value(BootstrapConfig.KERNEL_BOOTSTRAP)).contains("True");
    }

    private static BootstrapConfig config(String text) {
        return BootstrapConfig.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(BootstrapConfig config) {
        return new String(config.bytes(), StandardCharsets.UTF_8);
    }
}
