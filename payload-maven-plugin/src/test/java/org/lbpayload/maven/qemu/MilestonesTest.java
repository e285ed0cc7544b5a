// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MilestonesTest {
    @Test
    void reportsEachStageOnce() {
        Milestones milestones = new Milestones();

        assertThat(Stream.of(
                                "hex0",
                                " +> /x86/artifact/hex0 hex1_x86.hex0 ./x86/artifact/hex1 ",
                                " +> ./x86/artifact/hex2-0 ./x86/artifact/M2-0-0.hex2 ./x86/artifact/M2 ",
                                // The BIOS breaks lines after 80 characters, here before ./M2-Planet/cc.h.
                                " +> ./x86/artifact/M2 --architecture x86 -f ./M2libc/x86/linux/bootstrap.c -f .",
                                " +> ./x86/artifact/M2 --architecture x86 -f ./M2libc/x86/linux/bootstrap.c -f .",
                                " +> cd mescc-tools-extra ",
                                " +> pkg=tcc-0.9.27 ",
                                " +> cd tcc-0.9.27 ",
                                "tar-1.12: beginning build using script pass1.sh",
                                "tar-1.12: getting sources.")
                        .map(milestones::reachedBy)
                        .flatMap(Optional::stream))
                .containsExactly("kaem", "M2-Planet", "mescc-tools", "build: tcc-0.9.27", "build: tar-1.12");
    }
}
