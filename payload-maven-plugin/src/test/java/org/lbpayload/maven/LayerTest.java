// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.shared.model.fileset.FileSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.maven.early.Initramfs;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.io.GoalException;

class LayerTest {

    @TempDir
    Path basedir;

    private final FileSet fileSet = new FileSet();
    private final Initramfs initramfs = new Initramfs();

    @BeforeEach
    void fill() throws Exception {
        Path lib = Files.createDirectories(basedir.resolve("layer/lib"));
        Files.createFile(lib.resolve("a.ko"));
        Files.createFile(lib.resolve("a.txt"));
        Files.createFile(lib.resolve("a.txt~"));
        Files.createSymbolicLink(basedir.resolve("layer/lib64"), Path.of("lib"));
        fileSet.setDirectory("layer");
    }

    @Test
    void omitsDefaultExcludes() throws Exception {
        add();

        assertThat(initramfs.contains("lib/a.ko")).isTrue();
        assertThat(initramfs.contains("lib/a.txt")).isTrue();
        assertThat(initramfs.contains("lib/a.txt~")).isFalse();
    }

    @Test
    void keepsSymbolicLinks() throws Exception {
        add();

        assertThat(initramfs.contains("lib64")).isTrue();
        assertThat(initramfs.contains("lib64/a.ko")).isFalse();
    }

    @Test
    void followsLinkToDirectory() throws Exception {
        fileSet.setDirectory("layer/lib64");
        add();

        assertThat(initramfs.contains("a.ko")).isTrue();
    }

    @Test
    void appliesPatterns() throws Exception {
        fileSet.addInclude("**/a.*");
        fileSet.addExclude("**/*.txt");
        fileSet.setUseDefaultExcludes(false);
        add();

        assertThat(initramfs.contains("lib/a.ko")).isTrue();
        assertThat(initramfs.contains("lib/a.txt")).isFalse();
        assertThat(initramfs.contains("lib/a.txt~")).isTrue();
        assertThat(initramfs.contains("lib64")).isFalse();
    }

    @Test
    void matchesEverythingBelowPatternWithTrailingSlash() throws Exception {
        Files.createFile(
                Files.createDirectories(basedir.resolve("layer/root/.ssh")).resolve("id_rsa"));
        fileSet.addInclude(" lib/ ");
        fileSet.addInclude("root/");
        fileSet.addExclude("root/.ssh/");
        add();

        assertThat(initramfs.contains("lib/a.ko")).isTrue();
        assertThat(initramfs.contains("root/.ssh/id_rsa")).isFalse();
    }

    @Test
    void usesOutputDirectory() throws Exception {
        fileSet.setOutputDirectory("//usr/");
        add();

        assertThat(initramfs.contains("usr/lib/a.ko")).isTrue();
    }

    @Test
    void refusesMissingDirectory() {
        fileSet.setDirectory("absent");

        assertThatThrownBy(this::add)
                .isInstanceOf(GoalException.class)
                .hasMessageContaining("<overlayFileSets>: " + basedir.resolve("absent") + " is not a directory");
    }

    @Test
    void refusesInvalidPath() {
        fileSet.setDirectory("a\0b");

        assertThatThrownBy(this::add)
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith(
                        "<overlayFileSets>: \"a\\u0000b\" is not a valid path in the encoding of this locale: ");
    }

    @Test
    void refusesFileSetWithoutDirectory() {
        fileSet.setDirectory(null);

        assertThatThrownBy(this::add).isInstanceOf(GoalException.class).hasMessageContaining("expected a <directory>");
    }

    private void add() throws Exception {
        Layer.of(fileSet, basedir).addTo(initramfs);
    }
}
