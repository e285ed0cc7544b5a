// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private QemuMojo goal;

    @BeforeEach
    void configure() throws Exception {
        Files.createDirectory(basedir.resolve("target"));
        for (String file : List.of("target/payload.img", "vmlinuz", "target/early.cpio.gz", "disk.img")) {
            Files.writeString(basedir.resolve(file), "content");
        }
        goal = Goals.configure(new QemuMojo(), "qemu", "one", basedir, Goals.session(List.of(new MavenProject())));
        Goals.set(goal, "qemuExecutable", basedir.resolve("no-qemu").toString());
        Goals.set(goal, "qemuAccelerator", "tcg");
        Goals.set(goal, "qemuBus", "ide");
        Goals.set(goal, "qemuSuccessLine", "DONE");
        Goals.set(goal, "kernelFile", basedir.resolve("vmlinuz").toFile());
        Goals.set(goal, "qemuBootDisk", basedir.resolve("disk.img").toFile());
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
                .hasMessageContaining("cannot write " + image);
        assertThat(image).hasContent("content");
    }
}
