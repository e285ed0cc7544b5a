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
    private Path directory;

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
        "2048,     OCFSV2,               an OCFS2 file system",
        "32768,    JFS1,                 a JFS file system",
        "1024,     'H+\u0000\u0004',     an HFS+ file system",
        "1024,     'HX\u0000\u0005',     an HFS+ file system",
        "32,       NXSB,                 an APFS container",
        "0,        'LUKS\u00ba\u00be',   a LUKS container",
        "16384,    'SKUL\u00ba\u00be',   the second header of a LUKS2 container",
        "524288,   'SKUL\u00ba\u00be',   the second header of a LUKS2 container",
        "512,      LABELONE,             an LVM physical volume",
        "0,        UBI#,                 a UBI volume",
        "4086,     SWAPSPACE2,           swap space",
        "65526,    SWAP-SPACE,           swap space",
        "4086,     S1SUSPEND,            a hibernated system",
    })
    void findsTextAtOffset(long offset, String magic, String content) throws Exception {
        try (FileChannel disk = disk(SIZE)) {
            disk.write(ByteBuffer.wrap(magic.getBytes(StandardCharsets.ISO_8859_1)), offset);

            assertThat(DiskSignature.on(disk)).containsExactly(content);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,       fc4e2ba9,                         a member of an md array",
        "4096,    fc4e2ba9,                         a member of an md array",
        "983040,  fc4e2ba9,                         a member of an md array",
        "983040,  a92b4efc,                         a member of an md array",
        "1040384, fc4e2ba9,                         a member of an md array",
        "4120,    c68573f64e1a45ca8265f57f48ba6d81, a bcache device",
        "4120,    c68573f666ce90a9d96a60cf803df7ef, a bcachefs file system",
        "1044540, 8374026b,                         a DRBD device",
        "1044540, 8374026d,                         a DRBD device",
        "131072,  0cb1ba0000000000,                 a member of a ZFS pool",
        "131072,  0000000000bab10c,                 a member of a ZFS pool",
        "135168,  0cb1ba0000000000,                 a member of a ZFS pool",
        "261120,  0000000000bab10c,                 a member of a ZFS pool",
    })
    void findsBytesAtOffset(long offset, String magic, String content) throws Exception {
        try (FileChannel disk = disk(SIZE)) {
            disk.write(ByteBuffer.wrap(HexFormat.of().parseHex(magic)), offset);

            assertThat(DiskSignature.on(disk)).containsExactly(content);
        }
    }

    @Test
    void findsSuperblocksOfArraysOnDiskOfOddSize() throws Exception {
        for (int offset : new int[] {SIZE - 2 * 0x10000, SIZE - 0x1000 - 0x2000}) {
            try (FileChannel disk = disk(SIZE - 512)) {
                disk.write(ByteBuffer.wrap(HexFormat.of().parseHex("fc4e2ba9")), offset);

                assertThat(DiskSignature.on(disk)).containsExactly("a member of an md array");
            }
        }
    }

    @Test
    void findsNothingOnEmptyDisk() throws Exception {
        try (FileChannel disk = disk(SIZE)) {
            assertThat(DiskSignature.on(disk)).isEmpty();
        }
    }

    @Test
    void findsNothingOnDiskThatIsTooShort() throws Exception {
        for (int size : new int[] {0, 1, 511, 1081}) {
            try (FileChannel disk = disk(size)) {
                assertThat(DiskSignature.on(disk)).isEmpty();
            }
        }
    }

    @Test
    void findsNothingInPayloadImage() throws Exception {
        Path image = Payloads.write(directory.resolve("image"), true, "a", "x".repeat(100_000));
        try (FileChannel disk = FileChannel.open(image)) {
            assertThat(DiskSignature.on(disk)).isEqualTo(List.of());
        }
    }

    private FileChannel disk(int size) throws IOException {
        Path file = directory.resolve("disk");
        Files.write(file, new byte[size]);
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
