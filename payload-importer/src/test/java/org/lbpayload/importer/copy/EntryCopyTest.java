// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lbpayload.importer.Run;
import org.lbpayload.importer.TestImage;
import org.lbpayload.importer.WrittenImage;
import org.lbpayload.importer.destination.Destination;
import org.lbpayload.importer.disk.DiskSearch;
import org.lbpayload.importer.disk.ImageLocation;
import org.lbpayload.importer.disk.OpenImage;
import org.lbpayload.importer.report.ImportException;
import org.lbpayload.importer.report.Progress;

/** Tests of copying one entry in parts. */
class EntryCopyTest {
    private static final long MEBIBYTE = 1024 * 1024;

    @TempDir
    Path temp;

    private OpenImage opened;

    @AfterEach
    void closeImage() {
        if (opened != null) {
            opened.close();
        }
    }

    private EntryCopy holes(long size, Verification verification) throws Exception {
        Path image = temp.resolve("image");
        WrittenImage.writeHoles(image, Map.of("a", size));
        opened = DiskSearch.ofSystem().open(new ImageLocation(image.toString(), 0));
        return new EntryCopy(opened, 0, verification);
    }

    private Destination destination() throws Exception {
        return Destination.lock(temp.resolve("dest"));
    }

    private static int parts(EntryCopy file) {
        int parts = 0;
        while (file.hasPartsToTake()) {
            assertThat(file.takePart()).isEqualTo(parts);
            parts++;
        }
        return parts;
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "8, 1", "9, 2", "16, 2", "17, 3", "40960, 4096", "1048576, 4096"})
    void limitsNumberOfParts(long mebibytes, int parts) throws Exception {
        assertThat(parts(holes(mebibytes * MEBIBYTE, Verification.CRC32))).isEqualTo(parts);
    }

    @Test
    void addsPartForOneMoreByte() throws Exception {
        assertThat(parts(holes(16 * MEBIBYTE + 1, Verification.CRC32))).isEqualTo(3);
    }

    @Test
    void usesOnePartForSha256() throws Exception {
        assertThat(parts(holes(40 * MEBIBYTE, Verification.SHA256))).isEqualTo(1);
    }

    @Test
    void isBusyWhilePartIsCopied() throws Exception {
        EntryCopy file = holes(9 * MEBIBYTE, Verification.CRC32);
        Progress progress = Progress.ofCopying(9 * MEBIBYTE);
        ByteBuffer buffer = ByteBuffer.allocate(100_000);
        try (Destination destination = destination()) {
            assertThat(file.isBusy()).isFalse();
            int first = file.takePart();
            assertThat(file.isBusy()).isTrue();
            assertThat(file.copy(first, buffer, destination, progress)).isFalse();
            assertThat(file.isBusy()).isFalse();
            assertThat(progress.copiedBytes()).isEqualTo(8 * MEBIBYTE);
            assertThat(progress.current()).isEqualTo("a");
            assertThat(file.copy(file.takePart(), buffer, destination, progress))
                    .isTrue();
            assertThat(progress.copiedBytes()).isEqualTo(9 * MEBIBYTE);
            assertThat(file.isBusy()).isFalse();
            assertThat(temp.resolve("dest/a")).doesNotExist();
            file.commit(destination);
            assertThat(temp.resolve("dest/a")).hasSize(9 * MEBIBYTE);
            file.discard();
        }
        assertThat(Run.files(temp.resolve("dest"))).containsOnlyKeys("a");
    }

    @Test
    void reportsProgressWithoutChecksums() throws Exception {
        Path image = Files.write(
                temp.resolve("image"), TestImage.u64().with("a", "content").plain());
        opened = DiskSearch.ofSystem().open(new ImageLocation(image.toString(), 0));
        EntryCopy file = new EntryCopy(opened, 0, Verification.CRC32);
        Progress progress = Progress.ofCopying(7);
        try (Destination destination = destination()) {
            assertThat(file.copy(file.takePart(), ByteBuffer.allocate(1), destination, progress))
                    .isTrue();
            file.discard();
        }
        assertThat(progress.copiedBytes()).isEqualTo(7);
        assertThat(Run.files(temp.resolve("dest"))).isEmpty();
    }

    @Test
    void copiesOnlyEntryWithoutChecksums() throws Exception {
        byte[] content = new byte[(int) (9 * MEBIBYTE)];
        content[content.length - 1] = 1;
        Path image = Files.write(
                temp.resolve("image"),
                TestImage.u64().with("a", content).with("b", "behind it").plain());
        opened = DiskSearch.ofSystem().open(new ImageLocation(image.toString(), 0));
        EntryCopy file = new EntryCopy(opened, 0, Verification.CRC32);
        try (Destination destination = destination()) {
            file.copy(file.takePart(), ByteBuffer.allocate(1), destination, Progress.ofCopying(content.length));
            file.commit(destination);
        }
        assertThat(temp.resolve("dest/a")).hasBinaryContent(content);
    }

    @Test
    void discardsFileThatCannotBeCommitted() throws Exception {
        Path image = TestImage.u64().with("a", "content").write(temp.resolve("image"));
        opened = DiskSearch.ofSystem().open(new ImageLocation(image.toString(), 0));
        EntryCopy file = new EntryCopy(opened, 0, Verification.CRC32);
        try (Destination destination = destination()) {
            file.copy(file.takePart(), ByteBuffer.allocate(3), destination, Progress.ofCopying(7));
            Run.deleteTemporaryFiles(temp.resolve("dest"));
            assertThatThrownBy(() -> file.commit(destination))
                    .isInstanceOf(ImportException.class)
                    .hasMessage("cannot write a (7 bytes) to " + temp.resolve("dest") + ": no such file or directory");
            file.discard();
        }
        assertThat(Run.files(temp.resolve("dest"))).isEmpty();
    }

    @Test
    void reportsDamageWithBothChecksums() throws IOException {
        byte[] bytes = TestImage.u64().with("a", "123456789").bytes();
        bytes[33] ^= 1;
        Path image = Files.write(temp.resolve("image"), bytes);
        Run run = Run.of("--device", image, temp.resolve("dest"));
        // CBF43926 is the CRC-32 of "123456789".
        assertThat(run.err())
                .matches("payload-import: " + image
                        + ": a \\(9 bytes\\) at offset 33 is damaged: expected CRC-32 cbf43926, found [0-9a-f]{8}: write"
                        + " the image again\n");
    }
}
