// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AcceleratorTest {

    @TempDir
    Path directory;

    @Test
    void choosesKvmWhenBootSectorEndsMachine() throws Exception {
        assertThat(Accelerator.detect(qemu("exit 33"))).isEqualTo(Accelerator.KVM);
    }

    @Test
    void choosesTcgWhenQemuRefusesKvm() throws Exception {
        assertThat(Accelerator.detect(qemu("echo Could not access KVM kernel module >&2; exit 1")))
                .isEqualTo(Accelerator.TCG);
    }

    @Test
    void choosesTcgWhenKvmHangs() throws Exception {
        assertThat(Accelerator.detect(qemu("exec sleep 1000"))).isEqualTo(Accelerator.TCG);
    }

    @Test
    void bootsSectorWithSignature() throws Exception {
        Path copy = directory.resolve("copy");

        Accelerator.detect(qemu("for last; do :; done; cp \"${last##*file=}\" '" + copy + "'"));

        assertThat(Files.readAllBytes(copy)).hasSize(512).endsWith(0x55, 0xaa);
    }

    @Test
    void failsWhenQemuDoesNotExist() {
        assertThatThrownBy(() -> Accelerator.detect("/nowhere/qemu"))
                .isInstanceOf(QemuException.class)
                .hasMessageStartingWith("cannot start /nowhere/qemu: ")
                .hasMessageEndingWith("set <qemuExecutable> to the path of QEMU");
    }

    private String qemu(String script) throws IOException {
        Path qemu = directory.resolve("qemu");
        Files.writeString(qemu, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(qemu, PosixFilePermissions.fromString("rwxr-xr-x"));
        return qemu.toString();
    }
}
