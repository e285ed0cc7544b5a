// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the option {@code --wait} with disks that appear while the importer waits. */
@Timeout(120)
class WaitTest {
    @TempDir
    Path temp;

    /** Runs the importer, and runs the action when the importer prints that it is waiting. */
    private Run run(Action whenWaiting, Object... words) {
        StringBuilder out = new StringBuilder();
        PrintStream print = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                out.append((char) b);
                if (b == '\n' && out.indexOf("waiting") >= 0 && out.indexOf("\n") == out.length() - 1) {
                    whenWaiting.run();
                }
            }
        });
        java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();
        String[] args = java.util.stream.Stream.of(words).map(Object::toString).toArray(String[]::new);
        int exitCode = Main.run(
                args,
                InputStream.nullInputStream(),
                print,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                null,
                Map.of());
        return new Run(exitCode, out.toString(), err.toString(StandardCharsets.UTF_8));
    }

    private interface Action {
        void run() throws IOException;
    }

    private void appear(TestImage image, String name) throws IOException {
        Path incomplete = image.write(temp.resolve("incomplete"));
        Files.move(incomplete, temp.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void importsFileThatAppearsLate() throws IOException {
        Run run = run(
                () -> appear(TestImage.two(), "late"),
                "--wait",
                60,
                "--device",
                temp.resolve("late"),
                temp.resolve("dest"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("payload-import: waiting up to 60 seconds for a payload disk\n");
        assertThat(Run.files(temp.resolve("dest"))).containsOnlyKeys("a", "b");
    }

    @Test
    void waitsForEveryPinnedPayload() throws IOException {
        TestImage other = TestImage.u64().with("c", "content of c");
        appear(TestImage.two(), "first");
        TestImage.u64().with("wrong", "").write(temp.resolve("second"));
        Run run = run(
                () -> appear(other, "second"),
                "--wait",
                60,
                "--id",
                TestImage.two().id(),
                "--id",
                other.id(),
                "--device",
                temp.resolve("first"),
                "--device",
                temp.resolve("second"),
                temp.resolve("dest"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("payload-import: waiting up to 60 seconds for the payloads given by --id\n");
        assertThat(Run.files(temp.resolve("dest"))).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void failsWhenDiskDoesNotAppearInTime() {
        Run run = run(() -> {}, "--wait", 1, "--device", temp.resolve("never"), temp.resolve("dest"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("payload-import: waiting up to 1 second for a payload disk\n");
        assertThat(run.err())
                .isEqualTo("payload-import: cannot open " + temp.resolve("never") + ": no such file or directory\n");
        assertThat(temp.resolve("dest")).doesNotExist();
    }

    @Test
    void doesNotWaitForPresentDisk() throws IOException {
        appear(TestImage.two(), "present");
        Run run = run(() -> {}, "--wait", 60, "--device", temp.resolve("present"), temp.resolve("dest"));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).doesNotContain("waiting");
    }

    @Test
    void doesNotWaitForPayloadThatWasImportedEarlier() throws IOException {
        appear(TestImage.two(), "image");
        Run.of("--device", temp.resolve("image"), temp.resolve("dest"));
        Run run = run(
                () -> {},
                "--wait",
                60,
                "--id",
                TestImage.two().id(),
                "--device",
                temp.resolve("image"),
                temp.resolve("dest"));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("nothing to do").doesNotContain("waiting");
    }
}
