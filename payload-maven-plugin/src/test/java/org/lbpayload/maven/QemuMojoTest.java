// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QemuMojoTest {
    @TempDir
    Path basedir;

    private MavenSession session;
    private QemuMojo goal;

    @BeforeEach
    void configure() throws Exception {
        Files.createDirectory(basedir.resolve("target"));
        for (String file : List.of("target/payload.img", "vmlinuz", "target/early.cpio.gz", "disk.img")) {
            Files.writeString(basedir.resolve(file), "content");
        }
        session = Goals.session(List.of(new MavenProject()));
        goal = newGoal("one");
    }

    private QemuMojo newGoal(String execution) {
        QemuMojo goal = Goals.configure(new QemuMojo(), "qemu", execution, basedir, session);
        Goals.set(goal, "qemuExecutable", basedir.resolve("no-qemu").toString());
        Goals.set(goal, "qemuAccelerator", "tcg");
        Goals.set(goal, "qemuCores", 1);
        Goals.set(goal, "qemuBus", "ide");
        Goals.set(goal, "qemuSuccessLine", "DONE");
        Goals.set(goal, "kernelFile", basedir.resolve("vmlinuz").toFile());
        Goals.set(goal, "qemuBootDisk", basedir.resolve("disk.img").toFile());
        return goal;
    }

    @ParameterizedTest
    @ValueSource(strings = {"target/payload.img", "vmlinuz", "target/early.cpio.gz", "disk.img"})
    void refusesLogFileThatReplacesInput(String log) {
        Path file = basedir.resolve(log);
        Goals.set(goal, "qemuLogFile", file.toFile());

        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("<qemuLogFile>: cannot write " + file + ", because that would replace " + file);
        assertThat(file).hasContent("content");
    }

    @Test
    void refusesSdCardThatReplacesPayloadImage() throws Exception {
        Path image = Files.move(basedir.resolve("target/payload.img"), basedir.resolve("target/payload-sd.img"));
        Goals.set(goal, "classifier", "payload-sd");
        Goals.set(goal, "qemuBus", "sd");

        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("the copy for the SD card beside <qemuLogFile>: cannot write " + image);
        assertThat(image).hasContent("content");
    }

    /** An image whose size is a power of two is attached as an SD card without a copy. */
    @Test
    void acceptsPayloadImageWithNameOfSdCardIfNoCopyIsNeeded() throws Exception {
        Path image = Files.move(basedir.resolve("target/payload.img"), basedir.resolve("target/payload-sd.img"));
        Files.write(image, new byte[1 << 21]);
        Goals.set(goal, "classifier", "payload-sd");
        Goals.set(goal, "qemuBus", "sd");
        Goals.set(goal, "qemuDryRun", true);

        assertThatCode(goal::execute).doesNotThrowAnyException();
    }

    @Test
    void refusesLogFileOfOtherExecution() {
        assertThatThrownBy(goal::execute).hasMessageContaining("no-qemu");
        QemuMojo second = newGoal("two");

        assertThatThrownBy(second::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageEndingWith(" both write " + basedir.resolve("target/qemu.log")
                        + ": give each execution a different <qemuLogFile>, or run only one of them");
        Goals.set(second, "qemuDryRun", true);
        assertThatCode(second::execute).doesNotThrowAnyException();
    }
}
