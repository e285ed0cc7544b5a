// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JavaRuntimeTest {
    private static final Path RUNTIME = Path.of("/early/external/runtime");

    @Test
    void findsLibrariesAndLoaderOfGlibc() throws Exception {
        String output = """
                /early/external/runtime/bin/java:
                \tlinux-vdso.so.1 (0x00007ffd)
                \tlibz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x00007f1)
                \tlibjli.so => /early/external/runtime/bin/../lib/libjli.so (0x00007f2)
                \tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f3)
                \t/lib64/ld-linux-x86-64.so.2 (0x00007f4)
                /early/external/runtime/lib/libjava.so:
                \tlibjvm.so => not found
                \tstatically linked
                """;

        assertThat(JavaRuntime.parse(output, RUNTIME, Set.of("libjvm.so")))
                .containsExactly(
                        "/lib/x86_64-linux-gnu/libc.so.6",
                        "/lib/x86_64-linux-gnu/libz.so.1",
                        "/lib64/ld-linux-x86-64.so.2");
    }

    @Test
    void findsLoaderOfMusl() throws Exception {
        String output = """
                \t/lib/ld-musl-x86_64.so.1 (0x7f1)
                \tlibc.musl-x86_64.so.1 => /lib/ld-musl-x86_64.so.1 (0x7f1)
                """;

        assertThat(JavaRuntime.parse(output, RUNTIME, Set.of())).containsExactly("/lib/ld-musl-x86_64.so.1");
    }

    @Test
    void rejectsMissingLibrary() {
        assertThatThrownBy(() -> JavaRuntime.parse("\tlibz.so.1 => not found\n", RUNTIME, Set.of("libjvm.so")))
                .isInstanceOf(EarlyException.class)
                .hasMessage("ldd does not find libz.so.1, which the Java runtime requires:"
                        + " install the library, or set <javaRuntimeLibraries> to false");
    }

    @Test
    void namesProgramThatIsNotInstalled() {
        assertThatThrownBy(() -> HostCommand.run(java.util.List.of("no-such-program")))
                .isInstanceOf(EarlyException.class)
                .hasMessage("cannot run no-such-program: install it");
    }

    @Test
    void showsOutputOfProgramThatFails() {
        assertThatThrownBy(() -> HostCommand.run(java.util.List.of("sh", "-c", "echo one; echo two >&2; exit 3")))
                .isInstanceOf(EarlyException.class)
                .hasMessage("sh ended with status 3: one\n  two");
    }
}
