// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

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

/** One entry on its way, part by part. */
class FileCopyTest {
    private static final long MEBIBYTE = 1024 * 1024;

    @TempDir
    Path temp;

    private Source source;

    @AfterEach
    void closeSource() {
        if (source != null) {
            source.close();
        }
    }

    private FileCopy holes(long size, boolean wantsSha256) throws Exception {
        Path image = temp.resolve("image");
        WrittenImage.writeHoles(image, Map.of("a", size));
        source = Source.open(new Disk(image.toString(), 0, null));
        return new FileCopy(source, 0, wantsSha256);
    }

    private Destination destination() throws Exception {
        Destination destination = new Destination(temp.resolve("dest").toString());
        destination.lock();
        return destination;
    }

    private static int parts(FileCopy file) {
        int parts = 0;
        while (file.hasPartsToTake()) {
            assertThat(file.takePart()).isEqualTo(parts);
            parts++;
        }
        return parts;
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "8, 1", "9, 2", "16, 2", "17, 3", "40960, 4096", "1048576, 4096"})
    void partsHaveEightMebibytesUntilThereAreTooMany(long mebibytes, int parts) throws Exception {
        assertThat(parts(holes(mebibytes * MEBIBYTE, false))).isEqualTo(parts);
    }

    @Test
    void aByteMoreIsAPartMore() throws Exception {
        assertThat(parts(holes(16 * MEBIBYTE + 1, false))).isEqualTo(3);
    }

    @Test
    void aFileThatSha256VerifiesHasOnePart() throws Exception {
        assertThat(parts(holes(40 * MEBIBYTE, true))).isEqualTo(1);
    }

    @Test
    void itIsBusyWhileAPartIsBeingCopiedAndDoneWithTheLast() throws Exception {
        FileCopy file = holes(9 * MEBIBYTE, false);
        Progress progress = new Progress(9 * MEBIBYTE);
        ByteBuffer buffer = ByteBuffer.allocate(100_000);
        try (Destination destination = destination()) {
            assertThat(file.isBusy()).isFalse();
            int first = file.takePart();
            assertThat(file.isBusy()).isTrue();
            assertThat(file.copy(first, buffer, destination, progress)).isFalse();
            assertThat(file.isBusy()).isFalse();
            assertThat(progress.copiedBytes()).isEqualTo(8 * MEBIBYTE);
            assertThat(progress.current()).isSameAs(file.entry());
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
    void withoutChecksumsProgressIsToldToo() throws Exception {
        Path image = Files.write(
                temp.resolve("image"), TestImage.u64().with("a", "content").plain());
        source = Source.open(new Disk(image.toString(), 0, null));
        FileCopy file = new FileCopy(source, 0, false);
        Progress progress = new Progress(7);
        try (Destination destination = destination()) {
            assertThat(file.copy(file.takePart(), ByteBuffer.allocate(1), destination, progress))
                    .isTrue();
            file.discard();
        }
        assertThat(progress.copiedBytes()).isEqualTo(7);
        assertThat(Run.files(temp.resolve("dest"))).isEmpty();
    }

    @Test
    void withoutChecksumsNoMoreThanTheEntryIsCopied() throws Exception {
        byte[] content = new byte[(int) (9 * MEBIBYTE)];
        content[content.length - 1] = 1;
        Path image = Files.write(
                temp.resolve("image"),
                TestImage.u64().with("a", content).with("b", "behind it").plain());
        source = Source.open(new Disk(image.toString(), 0, null));
        FileCopy file = new FileCopy(source, 0, false);
        try (Destination destination = destination()) {
            file.copy(file.takePart(), ByteBuffer.allocate(1), destination, new Progress(content.length));
            file.commit(destination);
        }
        assertThat(temp.resolve("dest/a")).hasBinaryContent(content);
    }

    @Test
    void whatCannotBeCommittedIsToldWithTheReasonAndDiscarded() throws Exception {
        Path image = TestImage.u64().with("a", "content").write(temp.resolve("image"));
        source = Source.open(new Disk(image.toString(), 0, null));
        FileCopy file = new FileCopy(source, 0, false);
        try (Destination destination = destination()) {
            file.copy(file.takePart(), ByteBuffer.allocate(3), destination, new Progress(7));
            Files.delete(temp.resolve("dest/.payload_import.tmp.0"));
            assertThatThrownBy(() -> file.commit(destination))
                    .isInstanceOf(ImportException.class)
                    .hasMessage("cannot write a, 7 bytes, to " + temp.resolve("dest") + ": no such file or directory");
            file.discard();
        }
        assertThat(Run.files(temp.resolve("dest"))).isEmpty();
    }

    @Test
    void damageIsToldWithBothChecksums() throws IOException {
        byte[] bytes = TestImage.u64().with("a", "123456789").bytes();
        bytes[33] ^= 1;
        Path image = Files.write(temp.resolve("image"), bytes);
        Run run = Run.of("--device", image, temp.resolve("dest"));
        // CBF43926 is the check value of CRC-32.
        assertThat(run.err())
                .matches("payload-import: " + image
                        + ": a, 9 bytes at offset 33, is damaged: expected CRC-32 cbf43926, found [0-9a-f]{8}\n");
    }
}
