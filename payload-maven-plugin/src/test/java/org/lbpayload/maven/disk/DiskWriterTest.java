// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Regular files stand for disks here; DiskWriterLoopTest does the same on block devices. */
class DiskWriterTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private Path image;
    private Path disk;

    @BeforeEach
    void prepare() throws IOException {
        image = Payloads.write(folder.resolve("payload.img"), true, "a.tar", "content of a");
        disk = folder.resolve("disk");
    }

    @Test
    void writesTheImageAndZerosBehindIt() throws Exception {
        Files.write(disk, filled(4 * MIB, 'x'));

        DiskWriter.Result report = write(disk);

        byte[] expected = filled(4 * MIB, 'x');
        Arrays.fill(expected, 0, MIB, (byte) 0);
        byte[] content = Files.readAllBytes(image);
        System.arraycopy(content, 0, expected, 0, content.length);
        Arrays.fill(expected, content.length, content.length + MIB, (byte) 0);
        Arrays.fill(expected, 3 * MIB, 4 * MIB, (byte) 0);
        assertThat(disk).hasBinaryContent(expected);
        assertThat(report.imageBytes()).isEqualTo(content.length);
        assertThat(report.zeroedBytes()).isEqualTo(2 * MIB);
    }

    @Test
    void zerosAllThatIsLeftOfALongerOlderImage() throws Exception {
        Path older = Payloads.write(folder.resolve("older.img"), true, "a.tar", "x".repeat(3 * MIB));
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
    void anImageThatFillsTheDiskFits() throws Exception {
        Files.write(disk, new byte[Math.toIntExact(Files.size(image))]);

        assertThat(write(disk).zeroedBytes()).isZero();
        assertThat(disk).hasSameBinaryContentAs(image);
    }

    @Test
    void aFileThatIsNotThereIsMadeAsLargeAsTheImage() throws Exception {
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
    void anImageOfManyChunksArrivesWhole() throws Exception {
        image = Payloads.write(image, true, "big", "0123456789abcde".repeat(200_000));

        write(disk);

        assertThat(disk).hasSameBinaryContentAs(image);
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        Payloads.write(image, true, "big", "x".repeat(3 * MIB));
        Files.write(disk, filled(16 * MIB, 'x'));
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

        DiskWriter.Result report = new DiskWriter(progress).write(request(disk, false, true));

        long toWrite = MIB + report.imageBytes() + report.zeroedBytes(); // the first chunk is zeroed before all else
        assertThat(totals).containsExactly(toWrite, report.imageBytes());
        assertThat(written).isSorted().hasSizeGreaterThan(5).endsWith(toWrite);
        assertThat(readBack).containsExactly((long) MIB, 2L * MIB, 3L * MIB, report.imageBytes());
    }

    @Test
    void refusesADiskThatIsTooSmall() throws Exception {
        byte[] before = filled(Math.toIntExact(Files.size(image)) - 1, 'x');
        Files.write(disk, before);

        assertRefused(request(disk, false, true), "too small for the " + Files.size(image) + " bytes");
        assertThat(disk).hasBinaryContent(before);
    }

    @Test
    void refusesAFileUnlessAllowed() throws Exception {
        assertRefused(request(disk, false, false), "does not exist");
        assertThat(disk).doesNotExist();
        Files.write(disk, filled(MIB, 'x'));
        assertRefused(request(disk, false, false), "is a file and no block device");
        assertThat(disk).hasBinaryContent(filled(MIB, 'x'));
    }

    @Test
    void refusesWhatIsNeitherDiskNorFile() {
        assertRefused(request(folder, true, true), "neither a block device nor a regular file");
        assertRefused(request(Path.of("/dev/null"), true, true), "neither a block device nor a regular file");
    }

    @Test
    void refusesAPartitionTableUnlessForced() throws Exception {
        byte[] before = filled(2 * MIB, 'x');
        before[510] = 0x55;
        before[511] = (byte) 0xaa;
        Files.write(disk, before);

        assertRefused(
                request(disk, false, true), "holds a boot sector or MBR partition table; add -Dlbpayload.overwrite");
        assertThat(disk).hasBinaryContent(before);
        new DiskWriter(DiskProgress.SILENT).write(request(disk, true, true));
        assertThat(Files.readAllBytes(disk)).startsWith(Files.readAllBytes(image));
    }

    @Test
    void namesTheDiskAndItsSizeAndWantsItConfirmed() throws Exception {
        Files.write(disk, filled(2 * MIB, 'x'));

        assertRefused(
                new DiskWriter.Request(image, disk, null, false, true),
                disk + " (2097152 bytes) would be lost; if this is the disk you mean, add -Dlbpayload.confirm=" + disk);
        assertRefused(new DiskWriter.Request(image, disk, Path.of(disk + "1"), true, true), "would be lost");
        assertThat(disk).hasBinaryContent(filled(2 * MIB, 'x'));
    }

    @Test
    void refusesToWriteAnythingButAPayloadImage() throws Exception {
        Files.write(image, Arrays.copyOf(Files.readAllBytes(image), 20));

        assertRefused(request(disk, false, true), image + " is no payload image: malformed");
        assertThat(disk).doesNotExist();
    }

    @Test
    void refusesToWriteTheImageOverItself() {
        assertRefused(request(image, true, true), "is the image itself");
    }

    @Test
    void refusesAFileThatIsSwappedTo() throws Exception {
        Files.write(disk, filled(2 * MIB, 'x'));
        Path proc = Files.createDirectories(folder.resolve("proc"));
        Files.writeString(
                proc.resolve("swaps"), "Filename Type Size Used Priority\n" + disk.toRealPath() + "\tfile\t1\t0\t-2\n");
        DiskWriter writer = new DiskWriter(new KernelView(folder.resolve("sys"), proc), DiskProgress.SILENT);

        assertThatThrownBy(() -> writer.write(request(disk, true, true)))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining("is in use: it is swapped to");
    }

    @Test
    void aStaleSectionBeyondWhatIsZeroedIsReported() throws Exception {
        // The reader finds a section that belongs 2^23 bytes behind the end of an image without one.
        image = Payloads.write(image, false, "a.tar", "x".repeat(512 - 36 - 5));
        long end = Files.size(image);
        byte[] before = filled(16 * MIB, 'x');
        long reference = end + (1L << 23);
        byte[] section = ("LBPAYSUM1 1 " + reference + "\n").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(section, 0, before, Math.toIntExact((reference + 511) / 512 * 512), section.length);
        Files.write(disk, before);

        assertRefused(request(disk, false, true), "what lies behind it spoils it: malformed payload image at offset");
    }

    private DiskWriter.Result write(Path target) throws DiskException {
        return new DiskWriter(DiskProgress.SILENT).write(request(target, false, true));
    }

    private DiskWriter.Request request(Path target, boolean force, boolean allowFile) {
        return new DiskWriter.Request(image, target, target, force, allowFile);
    }

    private static void assertRefused(DiskWriter.Request request, String message) {
        assertThatThrownBy(() -> new DiskWriter(DiskProgress.SILENT).write(request))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining(message);
    }

    private static byte[] filled(int size, int value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
