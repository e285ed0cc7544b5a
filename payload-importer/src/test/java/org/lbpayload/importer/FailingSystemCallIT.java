// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lbpayload.format.Layout;

/** Tests of imports during which strace(1) makes system calls fail or delays them. */
@Tag("root")
class FailingSystemCallIT {
    private RootFixture fixture;
    private Path image;
    private Path directory;

    @BeforeEach
    void setUp() throws Exception {
        fixture = new RootFixture();
        image = fixture.root().resolve("payload.img");
        WrittenImage.write(image, Layout.U64, Map.of("a", new byte[10]));
        directory = Files.createDirectory(fixture.root().resolve("dest"));
    }

    @AfterEach
    void tearDown() throws Exception {
        fixture.undo();
    }

    private JarRun runWith(String call, String injection) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "strace",
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-P",
                directory.toString(),
                "-e",
                "trace=" + call,
                "-e",
                "inject=" + call + ":" + injection));
        command.addAll(JarRun.command("32m", "--device", image, directory));
        return JarRun.of(command);
    }

    @Test
    void reportsFailureToCloseDirectoryInOneSentence() throws Exception {
        JarRun run = runWith("close", "error=EIO");
        assertThat(run.exitCode()).as(run.err()).isIn(0, 1);
        assertThat(run.err()).doesNotContain("Exception", "\tat ");
        assertThat(run.err().lines()).hasSize(run.exitCode());
    }

    @Test
    void warnsThatFreeSpaceIsUnknown() throws Exception {
        JarRun run = runWith("statfs", "error=EIO");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .isEqualTo("payload-import: warning: cannot read the free space of " + directory
                        + ": the space check is skipped\n");
        assertThat(directory.resolve("a")).hasSize(10);
    }

    @Test
    void failsWhenDirectoryCannotBeSynced() throws Exception {
        JarRun run = runWith("fsync", "error=EIO");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("payload-import: cannot sync the directory " + directory + ": Input/output error\n");
        assertThat(directory.resolve(".payload_imported")).doesNotExist();
    }

    @Test
    void keepsFewFilesOpenIfSyncIsSlow() throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < 500; i++) {
            files.put("file-" + i, new byte[10]);
        }
        image = fixture.root().resolve("many.img");
        WrittenImage.write(image, Layout.U64, files);
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n 200; exec \"$@\"", "sh"));
        command.addAll(List.of("strace", "-f", "-qq", "-o", "/dev/null"));
        command.addAll(List.of("-e", "trace=fsync", "-e", "inject=fsync:delay_enter=50000"));
        command.addAll(JarRun.command("32m", "--device", image, directory));

        JarRun run = JarRun.of(command);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }
}
