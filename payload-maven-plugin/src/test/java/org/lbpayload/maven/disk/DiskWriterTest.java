// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Scanner;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that write to regular files. DiskWriterLoopTest writes to block devices. */
class DiskWriterTest {

    private static final int MIB = 1 << 20;
    private static final DiskTools NO_TOOLS = new DiskTools(List.of(), Duration.ZERO);
    private static final DiskInspector INSPECTOR = new DiskInspector(KernelView.live(), NO_TOOLS, Duration.ZERO);

    @TempDir
    private Path directory;

    private Path image;
    private Path disk;

    @BeforeEach
    void prepare() throws IOException {
        image = Payloads.write(directory.resolve("payload.img"), true, "a.tar", "content of a");
        disk = directory.resolve("disk");
    }

    @Test
    void writesImageAndZeros() throws Exception {
        Files.write(disk, filled(4 * MIB, 'x'));

        DiskWriter.Result report = write(disk);

        byte[] expected = filled(4 * MIB, 'x');
        Arrays.fill(expected, 0, MIB, (byte) 0);
        byte[] content = Files.readAllBytes(image);
        System.arraycopy(content, 0, expected, 0, content.length);
        int zeroEnd = (content.length + MIB + 4095) / 4096 * 4096;
        Arrays.fill(expected, content.length, zeroEnd, (byte) 0);
        Arrays.fill(expected, 3 * MIB, 4 * MIB, (byte) 0);
        assertThat(disk).hasBinaryContent(expected);
        assertThat(report.imageBytes()).isEqualTo(content.length);
        assertThat(report.zeroedBytes()).isEqualTo(zeroEnd - content.length + MIB);
    }

    @Test
    void zeroesRestOfLongerOlderImage() throws Exception {
        Path older = Payloads.write(directory.resolve("older.img"), true, "a.tar", "x".repeat(3 * MIB));
        byte[] before = filled(8 * MIB, 0);
        byte[] olderBytes = Files.readAllBytes(older);
        System.arraycopy(olderBytes, 0, before, 0, olderBytes.length);
        Files.write(disk, before);
        image = Payloads.write(image, false, "a.tar", "short");

        write(disk);

        byte[] expected = Arrays.copyOf(Files.readAllBytes(image), 8 * MIB);
        assertThat(disk).hasBinaryContent(expected);
    }

    @Test
    void writesImageThatFillsDisk() throws Exception {
        Files.write(disk, new byte[Math.toIntExact(Files.size(image))]);

        assertThat(write(disk).zeroedBytes()).isZero();
        assertThat(disk).hasSameBinaryContentAs(image);
    }

    @Test
    void writesEarlyImageOverPayload() throws Exception {
        byte[] before = Arrays.copyOf(Files.readAllBytes(image), 4 * MIB);
        Files.write(disk, before);
        image = Payloads.writeEarlyImage(directory.resolve("early.img"));

        write(disk);

        assertThat(disk).hasBinaryContent(Arrays.copyOf(Files.readAllBytes(image), 4 * MIB));
    }

    @Test
    void createsMissingFileWithSizeOfImage() throws Exception {
        write(disk);

        assertThat(disk).hasSameBinaryContentAs(image);
    }

    @Test
    void padsNewFileToMultipleOf4096() throws Exception {
        image = Payloads.write(image, false, "a.tar", "content of a");
        byte[] expected = Arrays.copyOf(Files.readAllBytes(image), 4096);

        DiskWriter.Result report = write(disk);

        assertThat(disk).hasBinaryContent(expected);
        assertThat(report.zeroedBytes()).isEqualTo(4096 - report.imageBytes());
    }

    @Test
    void writesImageOfSeveralChunks() throws Exception {
        image = Payloads.write(image, true, "big", "0123456789abcde".repeat(600_000));

        write(disk);

        assertThat(disk).hasSameBinaryContentAs(image);
    }

    @Test
    void reportsProgress() throws Exception {
        Payloads.write(image, true, "big", "x".repeat(9 * MIB));
        Files.write(disk, filled(32 * MIB, 'x'));
        List<Long> written = new ArrayList<>();
        List<Long> readBack = new ArrayList<>();
        Set<Long> totals = new LinkedHashSet<>();
        DiskProgress progress = new DiskProgress() {
            @Override
            public void written(long bytes, long total) {
                written.add(bytes);
                totals.add(total);
            }

            @Override
            public void readBack(long bytes, long total) {
                readBack.add(bytes);
                totals.add(total);
            }
        };

        DiskWriter.Result report = writer(progress).write(request(disk, false, true));

        // The first MiB is written twice: zeros at the start of the run, and the content at the end.
        long toWrite = MIB + report.imageBytes() + report.zeroedBytes();
        assertThat(totals).containsExactly(toWrite, report.imageBytes());
        assertThat(written).isSorted().hasSizeGreaterThan(5).endsWith(toWrite);
        assertThat(readBack).containsExactly(4L * MIB, 8L * MIB, report.imageBytes());
    }

    @Test
    void reportsByteThatDiskChanged() throws Exception {
        Files.write(disk, filled(4 * MIB, 'x'));
        DiskProgress damaging = new DiskProgress() {
            @Override
            public void written(long bytes, long total) {
                if (bytes == total) {
                    try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.WRITE)) {
                        channel.write(ByteBuffer.wrap(new byte[] {7}), 20);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        };
        byte expected = Files.readAllBytes(image)[20];

        assertThatThrownBy(() -> writer(damaging).write(request(disk, false, true)))
                .isInstanceOfSatisfying(
                        DiskException.class,
                        e -> assertThat(e.isMachineFailure()).isTrue())
                .hasMessageContaining(disk + " differs from the image: at offset 20, expected byte " + (expected & 0xff)
                        + ", found byte 7; run the goal again");
    }

    @Test
    void refusesDiskThatIsTooSmall() throws Exception {
        byte[] before = filled(Math.toIntExact(Files.size(image)) - 1, 'x');
        Files.write(disk, before);

        assertRefused(request(disk, false, true), "too small for the " + Files.size(image) + " bytes");
        assertThat(disk).hasBinaryContent(before);
    }

    @Test
    void refusesFileUnlessAllowed() throws Exception {
        assertRefused(request(disk, false, false), "does not exist");
        assertThat(disk).doesNotExist();
        Files.write(disk, filled(MIB, 'x'));
        assertRefused(request(disk, false, false), "is a file, not a block device");
        assertThat(disk).hasBinaryContent(filled(MIB, 'x'));
    }

    @Test
    void refusesDirectoriesAndCharacterDevices() {
        assertRefused(request(directory, true, true), "neither a block device nor a regular file");
        assertRefused(request(Path.of("/dev/null"), true, true), "neither a block device nor a regular file");
    }

    @Test
    void refusesPartitionTableUnlessItMayBeOverwritten() throws Exception {
        byte[] before = filled(2 * MIB, 'x');
        before[510] = 0x55;
        before[511] = (byte) 0xaa;
        Files.write(disk, before);

        assertRefused(
                request(disk, false, true),
                "holds a boot sector or MBR partition table; add -Dlbpayload.overwriteDisk");
        assertThat(disk).hasBinaryContent(before);
        writer(DiskProgress.SILENT).write(request(disk, true, true));
        assertThat(Files.readAllBytes(disk)).startsWith(Files.readAllBytes(image));
    }

    @Test
    void refusesDiskUntilItIsConfirmed() throws Exception {
        Files.write(disk, filled(2 * MIB, 'x'));

        assertRefused(
                new DiskWriter.Request(image, disk, null, false, true),
                disk + " (2097152 bytes) would be lost; if this is the disk you mean, add -Dlbpayload.confirm=" + disk);
        assertRefused(new DiskWriter.Request(image, disk, Path.of(disk + "1"), true, true), "would be lost");
        assertThat(disk).hasBinaryContent(filled(2 * MIB, 'x'));
    }

    @Test
    void refusesDamagedImage() throws Exception {
        Files.write(image, Arrays.copyOf(Files.readAllBytes(image), 20));

        assertRefused(request(disk, false, true), image + " is neither a payload image nor an early image: ");
        assertThat(disk).doesNotExist();
    }

    @Test
    void refusesToWriteImageOverItself() {
        assertRefused(request(image, true, true), "is the image itself");
    }

    @Test
    void refusesFileThatOtherProcessHasOpen() throws Exception {
        Files.write(disk, filled(2 * MIB, 'x'));
        Process reader =
                new ProcessBuilder("sleep", "60").redirectInput(disk.toFile()).start();
        try {
            assertRefused(
                    request(disk, true, true),
                    "is in use: it is open in sleep (process " + reader.pid() + "); release it");
        } finally {
            reader.destroyForcibly().waitFor();
        }
        assertThat(disk).hasBinaryContent(filled(2 * MIB, 'x'));
    }

    /** The main class of a process that keeps the disk open until it reads a line from standard input. */
    public static final class OtherRun {
        private OtherRun() {}

        public static void main(String[] arguments) throws DiskException {
            Path image = Path.of(arguments[0]);
            Path disk = Path.of(arguments[1]);
            DiskProgress waiting = new DiskProgress() {
                @Override
                public void readBack(long bytes, long total) {
                    System.out.println("at work");
                    new Scanner(System.in, StandardCharsets.UTF_8).nextLine();
                }
            };
            writer(waiting).write(new DiskWriter.Request(image, disk, disk, false, true));
        }
    }

    @Test
    void refusesDiskThatOtherRunWritesTo() throws Exception {
        Files.write(disk, new byte[2 * MIB]);
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherRun.class.getName(),
                        image.toString(),
                        disk.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = other.inputReader(StandardCharsets.UTF_8);
                BufferedWriter input = other.outputWriter(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("at work");

            assertRefused(request(disk, true, true), "is in use: it is open in java (process " + other.pid() + ")");

            input.write("\n");
            input.flush();
            assertThat(other.waitFor()).isZero();
        } finally {
            other.destroyForcibly();
        }
        assertThat(Files.readAllBytes(disk)).startsWith(Files.readAllBytes(image));
    }

    @Test
    void refusesDiskThatThisProcessHasOpen() throws Exception {
        Files.write(disk, filled(2 * MIB, 'x'));
        FileChannel open = FileChannel.open(disk);
        try {
            assertRefused(
                    request(disk, true, true), "is in use: it is open in another execution of this Maven process");
        } finally {
            open.close();
        }
        assertThat(disk).hasBinaryContent(filled(2 * MIB, 'x'));
    }

    @Test
    void refusesDiskThatIsUsedAfterFirstCheck() throws Exception {
        Files.write(disk, filled(2 * MIB, 'x'));
        List<Process> readers = new ArrayList<>();
        DiskWriter writer = writer((path, ownDescriptors) -> {
            if (ownDescriptors > 0) {
                readers.add(new ProcessBuilder("sleep", "60")
                        .redirectInput(disk.toFile())
                        .start());
            }
            return INSPECTOR.inspect(path, ownDescriptors);
        });
        try {
            assertThatThrownBy(() -> writer.write(request(disk, true, true)))
                    .isInstanceOf(DiskException.class)
                    .hasMessageContaining("is in use: it is open in sleep");
        } finally {
            for (Process reader : readers) {
                reader.destroyForcibly().waitFor();
            }
        }
        assertThat(disk).hasBinaryContent(filled(2 * MIB, 'x'));
    }

    @Test
    void refusesDiskThatIsReplacedAfterItWasOpened() throws Exception {
        Files.write(disk, filled(2 * MIB, 'x'));
        Path other = Files.write(directory.resolve("other"), filled(2 * MIB, 'y'));
        DiskWriter writer = writer((path, ownDescriptors) -> {
            if (ownDescriptors > 0) {
                Files.move(other, disk, StandardCopyOption.REPLACE_EXISTING);
            }
            return INSPECTOR.inspect(path, ownDescriptors);
        });

        assertThatThrownBy(() -> writer.write(request(disk, true, true)))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining(disk + " has changed since it was first checked");
        assertThat(disk).hasBinaryContent(filled(2 * MIB, 'y'));
    }

    @Test
    void warnsBeforeItWritesAndInPreviewIfCheckIsNotPossible() throws Exception {
        Files.write(disk, filled(2 * MIB, 'x'));
        KernelView none = new KernelView(directory.resolve("none"), directory.resolve("none"));
        DiskInspector blind = new DiskInspector(none, NO_TOOLS, Duration.ZERO);
        List<String> warnings = new ArrayList<>();
        DiskWriter writer = new DiskWriter(blind, DiskProgress.SILENT, warnings::add);

        assertThatThrownBy(() -> writer.write(new DiskWriter.Request(image, disk, null, false, true)))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining("add -Dlbpayload.confirm=" + disk
                        + " (not checked: open files of other processes (this check requires proc))");
        assertThat(warnings).isEmpty();
        writer.write(request(disk, false, true));

        assertThat(warnings)
                .containsExactly(disk + ": could not check open files of other processes (this check requires proc)");
    }

    @Test
    void refusesDanglingLink() throws Exception {
        Files.createSymbolicLink(disk, directory.resolve("none"));

        assertRefused(request(disk, true, true), "is a symbolic link to a missing file");
    }

    @Test
    void reportsOldSectionAfterZeros() throws Exception {
        // The reader searches for a checksum section at several offsets, such as 2^23 bytes after the image.
        image = Payloads.write(image, false, "a.tar", "x".repeat(512 - 36 - 5));
        long end = Files.size(image);
        byte[] before = filled(16 * MIB, 'x');
        long reference = end + (1L << 23);
        byte[] section = ("LBPAYSUM1 1 " + reference + "\n").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(section, 0, before, Math.toIntExact((reference + 511) / 512 * 512), section.length);
        Files.write(disk, before);

        assertRefused(request(disk, false, true), "bytes after the image make the image unreadable: ");
    }

    private static DiskWriter writer(DiskProgress progress) {
        return new DiskWriter(INSPECTOR, progress, warning -> {});
    }

    private static DiskWriter writer(DiskWriter.Inspector inspector) {
        return new DiskWriter(inspector, DiskProgress.SILENT, warning -> {});
    }

    private DiskWriter.Result write(Path target) throws DiskException {
        return writer(DiskProgress.SILENT).write(request(target, false, true));
    }

    private DiskWriter.Request request(Path target, boolean overwrite, boolean allowFile) {
        return new DiskWriter.Request(image, target, target, overwrite, allowFile);
    }

    private static void assertRefused(DiskWriter.Request request, String message) {
        assertThatThrownBy(() -> writer(DiskProgress.SILENT).write(request))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining(message);
    }

    private static byte[] filled(int size, int value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
