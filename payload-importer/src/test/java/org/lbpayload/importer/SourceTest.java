// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

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

/** A disk while it is read, which may go away meanwhile. */
class SourceTest {
    @TempDir
    Path temp;

    private Path image() throws Exception {
        return TestImage.u64().with("a", "content of a").write(temp.resolve("image"));
    }

    @Test
    void rotatesWhereTheDiskIsKnownTo() throws Exception {
        for (Boolean rotational : new Boolean[] {true, false, null}) {
            try (Source source = Source.open(new Disk(image().toString(), 0, rotational))) {
                assertThat(source.rotational()).isEqualTo(Boolean.TRUE.equals(rotational));
            }
        }
    }

    @Test
    void closesTheDiskAlsoWhereItHoldsNoImage() throws Exception {
        Disk disk = new Disk(image().toString(), 0, null);
        FileChannel good = Source.channel(disk);
        Source.read(disk, good, 0).close();
        assertThat(good.isOpen()).isFalse();
        FileChannel bad = Source.channel(disk);
        assertThatThrownBy(() -> Source.read(disk, bad, 1)).isInstanceOf(ImportException.class);
        assertThat(bad.isOpen()).isFalse();
    }

    @Test
    void doesNotBlameTheDiskWhereWhatIsCopiedToIsFull() throws Exception {
        Path image = image();
        try (Source source = Source.open(new Disk(image.toString(), 0, null));
                FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            assertThatThrownBy(() -> source.transfer(source.entry(0), 0, 12, full))
                    .isInstanceOf(IOException.class)
                    .hasMessage("No space left on device");
        }
    }

    @Test
    void tellsWhereADiskEndsThatWasLongerBefore() throws Exception {
        Path image = image();
        try (Source source = Source.open(new Disk(image.toString(), 0, null));
                FileChannel out = FileChannel.open(
                        temp.resolve("out"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Files.write(image, new byte[33 + 5]);
            Entry entry = source.entry(0);
            String message = image + ": cannot read a at offset 38: expected 12 bytes up to offset 45,"
                    + " found the end of the disk";
            assertThatThrownBy(() -> source.read(entry, 2, ByteBuffer.allocate(8)))
                    .isInstanceOf(ImportException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> source.transfer(entry, 5, 7, out))
                    .isInstanceOf(ImportException.class)
                    .hasMessage(message);
        }
    }
}
