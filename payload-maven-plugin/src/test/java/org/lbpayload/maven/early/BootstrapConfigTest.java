// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
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
    void usesLastAssignment() throws Exception {
        assertThat(config("DISK=sda\nexport DISK=sdb\r\n").value("DISK")).contains("sdb");
        assertThat(config("").value("DISK")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "True",
                "'True'",
                "\"True\"",
                "True # text; more",
                "'True'\t# it's",
                "\"True\" ",
                "True\r",
                "False\nexport A=True"
            })
    void readsQuotedValueAndIgnoresComment(String assigned) throws Exception {
        assertThat(config("A=" + assigned + "\nB=2\n").value("A")).contains("True");
        assertThat(text(config("A=" + assigned + "\nB=2\n").with("A", "1"))).endsWith("A=1\nB=2\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "False; export X=1",
                "False;",
                "False & reboot",
                "'False' X=1",
                "'False",
                "\"Fal\"se",
                "False X=1",
                " False",
                "$X",
                "\"$X\"",
                "\"`x`\"",
                "\\",
                "(x)",
                "False#"
            })
    void rejectsLineWithMoreThanValue(String assigned) {
        BootstrapConfig config = config("A=1\nPAYLOAD_REQUIRED=" + assigned + "\nPAYLOAD_REQUIRED=False\n");

        assertThatThrownBy(() -> config.with(BootstrapConfig.PAYLOAD_REQUIRED, "True"))
                .isInstanceOf(EarlyException.class)
                .hasMessageStartingWith("bootstrap.cfg: expected a plain or quoted value")
                .hasMessageContaining("found PAYLOAD_REQUIRED=" + assigned + ":");
        assertThatThrownBy(() -> config.value(BootstrapConfig.PAYLOAD_REQUIRED)).isInstanceOf(EarlyException.class);
    }

    @Test
    void keepsOtherLinesWithMoreThanValue() throws Exception {
        assertThat(text(config("X=1; export Y=$X\nA=1\n").with("A", "2"))).isEqualTo("X=1; export Y=$X\nA=2\n");
    }

    @Test
    void endsLinesOnlyAtLineFeeds() throws Exception {
        byte[] comment = {'#', (byte) 0x85, 'A', '=', '1', '\r', 'A', '=', '2', '\n'};

        assertThat(BootstrapConfig.of(comment).value("A")).isEmpty();
    }

    @Nested
    class KernelBootstrap {
        @ParameterizedTest
        @ValueSource(strings = {"sda", "hda", "vda", "xvda", "sda1", "nvme0n1", "nvme0n1p2", "mmcblk0"})
        void acceptsFirstDisk(String disk) throws Exception {
            assertThat(config("DISK=" + disk + "\n").forKernelBootstrap().value("DISK"))
                    .contains(disk);
        }

        @ParameterizedTest
        @ValueSource(strings = {"sdb", "hdb", "hdc1", "vdb", "nvme1n1", "mmcblk1", "", "disk"})
        void rejectsDiskThatMayBePayloadDisk(String disk) {
            assertThatThrownBy(() -> config("DISK=" + disk + "\n").forKernelBootstrap())
                    .isInstanceOf(EarlyException.class)
                    .hasMessageStartingWith("DISK=" + disk + " in bootstrap.cfg may be the payload disk");
        }

        @Test
        void hasAllSettings() throws Exception {
            assertThat(text(BootstrapConfig.empty().forKernelBootstrap())).isEqualTo("""
                            ARCH=x86
                            ARCH_DIR=x86
                            FORCE_TIMESTAMPS=False
                            CHROOT=False
                            UPDATE_CHECKSUMS=False
                            JOBS=2
                            SWAP_SIZE=0
                            FINAL_JOBS=2
                            INTERNAL_CI=False
                            INTERACTIVE=False
                            QEMU=True
                            BARE_METAL=False
                            DISK=sda
                            KERNEL_BOOTSTRAP=True
                            BUILD_KERNELS=False
                            CONFIGURATOR=False
                            """);
        }

        @Test
        void keepsSettingsOfFile() throws Exception {
            assertThat(text(config("JOBS=7\nKERNEL_BOOTSTRAP=False").forKernelBootstrap()))
                    .startsWith("JOBS=7\nKERNEL_BOOTSTRAP=True\nARCH=x86\n")
                    .doesNotContain("JOBS=2\nSWAP");
        }

        @Test
        void disablesQemuOnBareMetal() throws Exception {
            BootstrapConfig config = config("BARE_METAL=True\n").forKernelBootstrap();

            assertThat(config.value("QEMU")).contains("False");
            assertThat(config.isBareMetal()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "CHROOT=True",
                    "ARCH=amd64",
                    "QEMU=False",
                    "BARE_METAL=True\nQEMU=True",
                    "BARE_METAL='True'\nQEMU=True"
                })
        void rejectsSettingOfOtherMode(String setting) {
            assertThatThrownBy(() -> config(setting + "\n").forKernelBootstrap())
                    .isInstanceOf(EarlyException.class)
                    .hasMessageStartingWith("bootstrap.cfg: expected ");
        }
    }

    private static BootstrapConfig config(String text) {
        return BootstrapConfig.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(BootstrapConfig config) {
        return new String(config.bytes(), StandardCharsets.UTF_8);
    }
}
