// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskSignatureTest {

    private static final int SIZE = 1 << 20;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "510,      'U\u00aa',            a boot sector or MBR partition table",
        "512,      EFI PART,             a GPT partition table",
        "4096,     EFI PART,             a GPT partition table",
        "1048064,  EFI PART,             the backup of a GPT partition table",
        "1044480,  EFI PART,             the backup of a GPT partition table",
        "1080,     'S\u00ef',            'an ext2, ext3 or ext4 file system'",
        "0,        XFSB,                 an XFS file system",
        "65600,    _BHRfS_M,             a btrfs file system",
        "1024,     '\u0010\u0020\u00f5\u00f2', an F2FS file system",
        "1024,     '\u00e2\u00e1\u00f5\u00e0', an EROFS file system",
        "0,        hsqs,                 a squashfs file system",
        "32769,    CD001,                an ISO 9660 file system",
        "0,        'LUKS\u00ba\u00be',   a LUKS container",
        "512,      LABELONE,             an LVM physical volume",
        "4096,     '\u00fcN+\u00a9',     a member of an md array",
        "4086,     SWAPSPACE2,           swap space",
        "65526,    SWAPSPACE2,           swap space",
    })
    void isFoundAtItsPlace(long offset, String magic, String content) throws Exception {
        try (FileChannel disk = disk(SIZE)) {
            disk.write(ByteBuffer.wrap(magic.getBytes(StandardCharsets.ISO_8859_1)), offset);

            assertThat(DiskSignature.on(disk)).containsExactly(content);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "131072, 0cb1ba0000000000",
        "131072, 0000000000bab10c",
        "135168, 0cb1ba0000000000",
        "261120, 0000000000bab10c",
    })
    void aZfsPoolIsFoundByAnyOfItsUberblocksInEitherByteOrder(long offset, String magic) throws Exception {
        try (FileChannel disk = disk(SIZE)) {
            disk.write(ByteBuffer.wrap(HexFormat.of().parseHex(magic)), offset);

            assertThat(DiskSignature.on(disk)).containsExactly("a member of a ZFS pool");
        }
    }

    @Test
    void anEmptyDiskHoldsNothing() throws Exception {
        try (FileChannel disk = disk(SIZE)) {
            assertThat(DiskSignature.on(disk)).isEmpty();
        }
    }

    @Test
    void aDiskShorterThanThePlacesHoldsNothing() throws Exception {
        for (int size : new int[] {0, 1, 511, 1081}) {
            try (FileChannel disk = disk(size)) {
                assertThat(DiskSignature.on(disk)).isEmpty();
            }
        }
    }

    @Test
    void aPayloadImageIsNoSignature() throws Exception {
        Path image = Payloads.write(folder.resolve("image"), true, "a", "x".repeat(100_000));
        try (FileChannel disk = FileChannel.open(image)) {
            assertThat(DiskSignature.on(disk)).isEqualTo(List.of());
        }
    }

    private FileChannel disk(int size) throws IOException {
        Path file = folder.resolve("disk");
        Files.write(file, new byte[size]);
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
