// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.format.Entry;
import org.lbpayload.importer.TestImage;
import org.lbpayload.importer.report.ImportException;

/** Tests of images whose disk changes while the importer reads the image. */
class OpenImageTest {
    @TempDir
    Path temp;

    private Path image() throws Exception {
        return TestImage.u64().with("a", "content of a").write(temp.resolve("image"));
    }

    private static OpenImage open(Path file, Boolean rotational) throws Exception {
        return OpenImage.read(new ImageLocation(file.toString(), 0, rotational), FileChannel.open(file), 0);
    }

    @Test
    void isRotationalOnlyIfKnown() throws Exception {
        for (Boolean rotational : new Boolean[] {true, false, null}) {
            try (OpenImage image = open(image(), rotational)) {
                assertThat(image.rotational()).isEqualTo(Boolean.TRUE.equals(rotational));
            }
        }
    }

    @Test
    void closesChannelEvenIfImageIsMalformed() throws Exception {
        Path file = image();
        ImageLocation location = new ImageLocation(file.toString(), 0);
        FileChannel good = FileChannel.open(file);
        OpenImage.read(location, good, 0).close();
        assertThat(good.isOpen()).isFalse();
        FileChannel bad = FileChannel.open(file);
        assertThatThrownBy(() -> OpenImage.read(location, bad, 1)).isInstanceOf(ImportException.class);
        assertThat(bad.isOpen()).isFalse();
    }

    @Test
    void throwsIOExceptionIfTargetIsFull() throws Exception {
        Path file = image();
        try (OpenImage image = open(file, null);
                FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            assertThatThrownBy(() -> image.transfer(image.entry(0), 0, 12, full))
                    .isInstanceOf(IOException.class)
                    .hasMessage("No space left on device");
        }
    }

    @Test
    void reportsOffsetWhereDiskEnds() throws Exception {
        Path file = image();
        try (OpenImage image = open(file, null);
                FileChannel out = FileChannel.open(
                        temp.resolve("out"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Files.write(file, new byte[33 + 5]);
            Entry entry = image.entry(0);
            String message = file + ": cannot read a at offset 38: expected 12 bytes up to offset 45,"
                    + " found the end of the disk";
            assertThatThrownBy(() -> image.read(entry, 2, ByteBuffer.allocate(8)))
                    .isInstanceOf(ImportException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> image.transfer(entry, 5, 7, out))
                    .isInstanceOf(ImportException.class)
                    .hasMessage(message);
        }
    }
}
