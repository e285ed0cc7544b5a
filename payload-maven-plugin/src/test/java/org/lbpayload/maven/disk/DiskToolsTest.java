// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskToolsTest {
    private static final Path DISK = Path.of("/dev/sdz");

    @TempDir
    private Path directory;

    @Test
    void returnsNothingIfNoProgramIsInstalled() throws Exception {
        DiskTools none = new DiskTools(List.of(directory), Duration.ofMinutes(1));

        assertThat(none.typesOn(DISK)).isEmpty();
        assertThat(none.openExclusively(DISK)).isEqualTo(DiskTools.Exclusive.UNKNOWN);
        assertThat(none.inodesOfLoops()).isEmpty();
    }

    @Test
    void returnsEachTypeOnce() throws Exception {
        tool("wipefs", "[ \"$*\" = '--noheadings --output TYPE /dev/sdz' ] && printf 'nilfs2\\nnilfs2\\ndos\\n'");

        assertThat(tools().typesOn(DISK)).containsExactly("nilfs2 (reported by wipefs)", "dos (reported by wipefs)");
    }

    @Test
    void makesOutputPrintable() throws Exception {
        tool("wipefs", "printf 'a\\033[31mb\\n'");

        assertThat(tools().typesOn(DISK)).singleElement().asString().doesNotContain("\u001b");
    }

    @Test
    void asksBlkidIfWipefsIsTooOld() throws Exception {
        tool("wipefs", "echo unknown option; exit 1");
        tool("blkid", "printf 'zfs_member\\n'");

        assertThat(tools().typesOn(DISK)).containsExactly("zfs_member (reported by blkid)");
    }

    @Test
    void reportsContradictorySignaturesOfBlkid() throws Exception {
        tool("blkid", "exit 8");

        assertThat(tools().typesOn(DISK)).containsExactly("more than one file system (reported by blkid)");
    }

    @Test
    void reportsNothingIfBlkidFindsNothing() throws Exception {
        tool("blkid", "exit 2");

        assertThat(tools().typesOn(DISK)).isEmpty();
    }

    @Test
    void distinguishesBusyDiskFromOtherFailures() throws Exception {
        tool(
                "wipefs",
                "echo 'wipefs: error: /dev/sdz: probing initialization failed: Device or resource busy'; exit 1");
        assertThat(tools().openExclusively(DISK)).isEqualTo(DiskTools.Exclusive.IN_USE);

        tool("wipefs", "echo 'wipefs: error: /dev/sdz: probing initialization failed: Permission denied'; exit 1");
        assertThat(tools().openExclusively(DISK)).isEqualTo(DiskTools.Exclusive.UNKNOWN);

        tool("wipefs", "exit 0");
        assertThat(tools().openExclusively(DISK)).isEqualTo(DiskTools.Exclusive.POSSIBLE);
    }

    @Test
    void failsIfProgramDoesNotAnswer() throws Exception {
        tool("wipefs", "exec sleep 60");
        DiskTools impatient = new DiskTools(List.of(directory), Duration.ofMillis(1));

        assertThatThrownBy(() -> impatient.typesOn(DISK))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("wipefs did not end within ");
    }

    private void tool(String name, String script) throws IOException {
        Scripts.tool(directory, name, script);
    }

    private DiskTools tools() {
        return new DiskTools(List.of(directory), Duration.ofMinutes(1));
    }
}
