// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

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
    Path folder;

    @Test
    void kvmWhereTheBootSectorLeftTheMachine() throws Exception {
        assertThat(Accelerator.best(qemu("exit 33"))).isEqualTo(Accelerator.KVM);
    }

    @Test
    void tcgWhereKvmIsRefused() throws Exception {
        assertThat(Accelerator.best(qemu("echo Could not access KVM kernel module >&2; exit 1")))
                .isEqualTo(Accelerator.TCG);
    }

    @Test
    void tcgWhereKvmHangs() throws Exception {
        assertThat(Accelerator.best(qemu("exec sleep 1000"))).isEqualTo(Accelerator.TCG);
    }

    @Test
    void theBootSectorIsOne() throws Exception {
        Path copy = folder.resolve("copy");

        Accelerator.best(qemu("for last; do :; done; cp \"${last##*file=}\" '" + copy + "'"));

        assertThat(Files.readAllBytes(copy)).hasSize(512).endsWith(0x55, 0xaa);
    }

    @Test
    void saysThatQemuIsMissing() {
        assertThatThrownBy(() -> Accelerator.best("/nowhere/qemu"))
                .isInstanceOf(BootException.class)
                .hasMessageContaining("/nowhere/qemu");
    }

    private String qemu(String script) throws IOException {
        Path qemu = folder.resolve("qemu");
        Files.writeString(qemu, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(qemu, PosixFilePermissions.fromString("rwxr-xr-x"));
        return qemu.toString();
    }
}
