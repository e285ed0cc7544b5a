// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitramfsWriterTest {

    private static final Instant TIMESTAMP = Instant.ofEpochSecond(1_000_000_000, 999);

    @TempDir
    Path directory;

    private Path tree;
    private Path initrd;

    @BeforeEach
    void prepare() throws IOException {
        tree = Files.createDirectory(directory.resolve("tree"));
        initrd = directory.resolve("initramfs.cpio.gz");
    }

    @Test
    void packsFilesDirectoriesLinksAndNodes() throws Exception {
        executable(write("tree/init", "#!/bin/sh\n"));
        write("tree/etc/passwd", "root\n");
        write("tree/empty", "");
        Files.createSymbolicLink(tree.resolve("bin"), Path.of("usr/bin"));
        Files.createDirectories(tree.resolve("usr/bin"));

        assertThat(packed(tree))
                .containsExactly(
                        "120777 bin -> usr/bin",
                        "40755 dev",
                        "20600 dev/console 5:1",
                        "20666 dev/null 1:3",
                        "100644 empty []",
                        "40755 etc",
                        "100644 etc/passwd [root]",
                        "100755 init [#!/bin/sh]",
                        "40755 usr",
                        "40755 usr/bin");
    }

    @Test
    void givesEveryEntryRootTimeAndInode() throws Exception {
        write("tree/a", "a");
        pack(tree);

        List<CpioArchiveEntry> entries = entries();
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.getUID()).isZero();
            assertThat(entry.getGID()).isZero();
            assertThat(entry.getTime()).isEqualTo(1_000_000_000);
            assertThat(entry.getDeviceMaj()).isZero();
            assertThat(entry.getDeviceMin()).isZero();
        });
        assertThat(entries).extracting(CpioArchiveEntry::getInode).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void writesSameBytesForAnyTimesModesAndOrder() throws Exception {
        write("tree/b", "b");
        executable(write("tree/a", "a"));
        byte[] first = pack(tree);
        Path other = Files.createDirectory(directory.resolve("other"));
        executable(write("other/a", "a"));
        Path b = write("other/b", "b");
        Files.setPosixFilePermissions(b, PosixFilePermissions.fromString("rw-------"));
        Files.setLastModifiedTime(b, FileTime.from(Instant.EPOCH));

        assertThat(pack(other)).isEqualTo(first);
    }

    @Test
    void writesGzipHeaderWithoutTimeAndSystem() throws Exception {
        assertThat(pack(tree)).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);
    }

    @Test
    void sortsNamesByBytes() throws Exception {
        String aboveFfff = new String(Character.toChars(0x1F600));
        write("tree/Z", "");
        write("tree/a-b", "");
        write("tree/a/x", "");
        write("tree/a.b", "");
        Initramfs initramfs = new Initramfs();
        initramfs.addTree(tree, "", name -> true);
        initramfs.add(tree.resolve("Z"), "\uFFFC");
        initramfs.add(tree.resolve("Z"), aboveFfff);

        assertThat(initramfs.entries())
                .extracting(InitramfsEntry::name)
                .containsExactly("Z", "a", "a-b", "a.b", "a/x", "dev", "dev/console", "dev/null", "\uFFFC", aboveFfff);
    }

    @Test
    void replacesFileOfEarlierLayer() throws Exception {
        write("tree/etc/a", "below");
        write("tree/etc/b", "below");
        write("over/a", "above");
        Initramfs initramfs = new Initramfs();
        initramfs.addTree(tree, "", name -> true);
        initramfs.addTree(directory.resolve("over"), "etc", name -> true);
        InitramfsWriter.write(initramfs, TIMESTAMP, initrd, () -> {});

        assertThat(described()).contains("100644 etc/a [above]", "100644 etc/b [below]");
    }

    @Test
    void addsIncludedFilesWithParents() throws Exception {
        write("tree/lib/a.ko", "");
        write("tree/lib/a.txt", "");
        write("tree/share/b.txt", "");
        Initramfs initramfs = new Initramfs();
        initramfs.addTree(tree, "", name -> name.endsWith(".ko"));

        assertThat(initramfs.entries())
                .extracting(InitramfsEntry::name)
                .containsExactly("dev", "dev/console", "dev/null", "lib", "lib/a.ko");
    }

    @Test
    void refusesFileBelowLinkOfEarlierLayer() throws Exception {
        Files.createSymbolicLink(tree.resolve("lib"), Path.of("usr/lib"));
        Initramfs initramfs = new Initramfs();
        initramfs.addTree(tree, "", name -> true);
        initramfs.add(write("libc.so", "c"), "lib/libc.so");

        assertThatThrownBy(() -> InitramfsWriter.write(initramfs, TIMESTAMP, initrd, () -> {}))
                .isInstanceOf(EarlyException.class)
                .hasMessageContaining("lib/libc.so because lib is not a directory");
        assertThat(initrd).doesNotExist();
    }

    @Test
    void refusesDirectoryOverFile() throws Exception {
        write("tree/a/b", "");
        Initramfs initramfs = new Initramfs();
        initramfs.add(write("a", ""), "a");

        assertThatThrownBy(() -> initramfs.addTree(tree, "", name -> true))
                .isInstanceOf(EarlyException.class)
                .hasMessageContaining("both as a directory and as something else");
    }

    @Test
    void refusesFifo() throws Exception {
        Path fifo = tree.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();

        assertCannotHold("fifo");
    }

    @Test
    void refusesSocket() throws Exception {
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(tree.resolve("socket")));

            assertCannotHold("socket");
        }
    }

    @Test
    void refusesFileBeyondSizeField() throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(tree.resolve("huge").toFile(), "rw")) {
            file.setLength(1L << 32);
        }

        assertCannotHold("huge");
    }

    @Test
    void acceptsLargestFile() throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(tree.resolve("large").toFile(), "rw")) {
            file.setLength((1L << 32) - 1);
        }

        new Initramfs().addTree(tree, "", name -> true);
    }

    @Test
    void refusesNameBeyondKernelLimit() throws Exception {
        Path file = write("a", "");

        new Initramfs().add(file, "n".repeat(4095));
        assertThatThrownBy(() -> new Initramfs().add(file, "n".repeat(4096)))
                .isInstanceOf(EarlyException.class)
                .hasMessageContaining("4096 bytes");
    }

    @Test
    void refusesNamesOutsideRoot() throws Exception {
        Path file = write("a", "");
        for (String name : List.of("", "/a", "a/", "a//b", "../a", "a/./b", "TRAILER!!!", "a\uFFFD")) {
            assertThatThrownBy(() -> new Initramfs().add(file, name))
                    .as(name)
                    .isInstanceOf(EarlyException.class)
                    .hasMessageContaining("under the name '" + name + "'");
        }
    }

    @Test
    void refusesLinkWhoseTargetIsNotUtf8() throws Exception {
        Path link = tree.resolve("link");
        List<String> command = List.of("sh", "-c", "ln -s \"$(printf '/lib/caf\\351')\" '" + link + "'");
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();

        assertThatThrownBy(() -> new Initramfs().addTree(tree, "", name -> true))
                .isInstanceOf(EarlyException.class)
                .hasMessageContaining("cannot contain the symbolic link " + link + " to '/lib/caf");
    }

    @Test
    void refusesFileThatGrewAfterAdding() throws Exception {
        Path file = write("tree/a", "short");
        Initramfs initramfs = new Initramfs();
        initramfs.addTree(tree, "", name -> true);
        Files.writeString(file, "longer than before");
        Files.writeString(initrd, "the one before");

        assertThatThrownBy(() -> InitramfsWriter.write(initramfs, TIMESTAMP, initrd, () -> {}))
                .isInstanceOf(EarlyException.class)
                .hasMessageContaining(initrd.toString());
        assertThat(initrd).hasContent("the one before");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void refusesToContainItself() throws Exception {
        pack(tree);
        Files.createLink(tree.resolve("initramfs"), initrd);
        Initramfs initramfs = new Initramfs();
        initramfs.addTree(tree, "", name -> true);

        assertThatThrownBy(() -> InitramfsWriter.write(initramfs, TIMESTAMP, initrd, () -> {}))
                .isInstanceOf(EarlyException.class)
                .hasMessageStartingWith("the initramfs " + initrd + " would contain itself as initramfs: exclude");
    }

    @Test
    void recognizesOnlyOwnFiles() throws Exception {
        pack(tree);
        Path other = directory.resolve("other.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(other))) {
            gzip.write("text".getBytes(StandardCharsets.US_ASCII));
        }
        byte[] ofGzip = Files.readAllBytes(initrd);
        ofGzip[9] = 3; // Unix

        assertThat(InitramfsWriter.isInitramfs(initrd)).isTrue();
        assertThat(InitramfsWriter.isInitramfs(other)).isFalse();
        assertThat(InitramfsWriter.isInitramfs(Files.write(other, ofGzip))).isFalse();
        assertThat(InitramfsWriter.isInitramfs(Files.write(other, new byte[3]))).isFalse();
        assertThat(InitramfsWriter.isInitramfs(Files.write(other, new byte[2000])))
                .isFalse();
    }

    @Test
    void namesFileThatWasDeletedAfterAdding() throws Exception {
        Path file = write("tree/a", "content");
        Initramfs initramfs = new Initramfs();
        initramfs.addTree(tree, "", name -> true);
        Files.delete(file);

        assertThatThrownBy(() -> InitramfsWriter.write(initramfs, TIMESTAMP, initrd, () -> {}))
                .isInstanceOf(EarlyException.class)
                .hasMessage("cannot read " + file + " for the early image: it does not exist");
    }

    @Test
    void canRunOnlyExecutableFilesAndLinks() throws Exception {
        executable(write("tree/program", ""));
        write("tree/text", "");
        Files.createDirectory(tree.resolve("directory"));
        Files.createSymbolicLink(tree.resolve("link"), Path.of("program"));
        Initramfs initramfs = new Initramfs();
        initramfs.addTree(tree, "", name -> true);

        assertThat(List.of("program", "link")).allMatch(initramfs::canRun);
        assertThat(List.of("text", "directory", "missing", "dev/null")).noneMatch(initramfs::canRun);
    }

    @Test
    void refusesTimeBeyondArchiveLimit() {
        assertThatThrownBy(() -> InitramfsWriter.write(new Initramfs(), Instant.ofEpochSecond(-1), initrd, () -> {}))
                .isInstanceOf(EarlyException.class)
                .hasMessageContaining("1969-12-31T23:59:59Z");
    }

    private void assertCannotHold(String name) {
        assertThatThrownBy(() -> new Initramfs().addTree(tree, "", any -> true))
                .isInstanceOf(EarlyException.class)
                .hasMessageContaining("cannot contain " + tree.resolve(name));
    }

    private List<String> packed(Path from) throws Exception {
        pack(from);
        return described();
    }

    private byte[] pack(Path from) throws Exception {
        Initramfs initramfs = new Initramfs();
        initramfs.addTree(from, "", name -> true);
        InitramfsWriter.write(initramfs, TIMESTAMP, initrd, () -> {});
        return Files.readAllBytes(initrd);
    }

    private List<CpioArchiveEntry> entries() throws IOException {
        List<CpioArchiveEntry> entries = new ArrayList<>();
        try (CpioArchiveInputStream in = open()) {
            for (CpioArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private List<String> described() throws IOException {
        List<String> entries = new ArrayList<>();
        try (CpioArchiveInputStream in = open()) {
            for (CpioArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String content = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
                String what = entry.isSymbolicLink()
                        ? " -> " + content
                        : entry.isCharacterDevice()
                                ? " " + entry.getRemoteDeviceMaj() + ":" + entry.getRemoteDeviceMin()
                                : entry.isDirectory() ? "" : " [" + content + "]";
                entries.add(Long.toOctalString(entry.getMode()) + " " + entry.getName() + what);
            }
        }
        return entries;
    }

    private CpioArchiveInputStream open() throws IOException {
        InputStream gzip = new GZIPInputStream(Files.newInputStream(initrd));
        return new CpioArchiveInputStream(gzip, StandardCharsets.UTF_8.name());
    }

    private Path write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxr-x"));
    }
}
