// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Bytes at a fixed place that say what is on a disk.
 *
 * <p>These are the kinds one is likely to lose work with, not all there are: that a disk shows none of them does not
 * prove it empty. (FAT and NTFS have the boot sector's.) Places and values are those of libblkid's probes.
 *
 * @param content what the disk holds where the bytes are there
 * @param offset in bytes from the start of the disk; where negative, from its end
 * @param magic the bytes, each as the character of that number
 */
record DiskSignature(String content, long offset, String magic) {

    private static final List<DiskSignature> KNOWN = List.of(
            hex("a boot sector or MBR partition table", 510, "55aa"),
            new DiskSignature("a GPT partition table", 512, "EFI PART"),
            new DiskSignature("a GPT partition table", 4096, "EFI PART"),
            new DiskSignature("the backup of a GPT partition table", -512, "EFI PART"),
            new DiskSignature("the backup of a GPT partition table", -4096, "EFI PART"),
            hex("an ext2, ext3 or ext4 file system", 0x438, "53ef"),
            new DiskSignature("an XFS file system", 0, "XFSB"),
            new DiskSignature("a btrfs file system", 0x10040, "_BHRfS_M"),
            hex("an F2FS file system", 1024, "1020f5f2"),
            hex("an EROFS file system", 1024, "e2e1f5e0"),
            new DiskSignature("a squashfs file system", 0, "hsqs"),
            new DiskSignature("an ISO 9660 file system", 32769, "CD001"),
            hex("a LUKS container", 0, "4c554b53babe"),
            new DiskSignature("an LVM physical volume", 0, "LABELONE"),
            new DiskSignature("an LVM physical volume", 512, "LABELONE"),
            hex("a member of an md array", 0, "fc4e2ba9"),
            hex("a member of an md array", 4096, "fc4e2ba9"),
            new DiskSignature("swap space", 4086, "SWAPSPACE2"),
            new DiskSignature("swap space", 65526, "SWAPSPACE2"));

    /**
     * ZFS keeps up to 128 uberblocks of 1 KiB or more from 128 KiB on, each in the byte order of the machine that wrote
     * it, and a new pool has not written the first ones yet (vdev_impl.h and uberblock_impl.h of OpenZFS).
     */
    private static final List<DiskSignature> UBERBLOCKS = IntStream.range(128, 256)
            .boxed()
            .flatMap(kib -> Stream.of("0cb1ba0000000000", "0000000000bab10c")
                    .map(magic -> hex("a member of a ZFS pool", kib * 1024L, magic)))
            .toList();

    private static DiskSignature hex(String content, long offset, String magic) {
        return new DiskSignature(
                content, offset, new String(HexFormat.of().parseHex(magic), StandardCharsets.ISO_8859_1));
    }

    /**
     * What a disk holds.
     *
     * @param disk open for reading
     * @return one phrase a signature found; empty if none was
     */
    static List<String> on(FileChannel disk) throws IOException {
        List<String> contents = new ArrayList<>();
        for (List<DiskSignature> signatures : List.of(KNOWN, UBERBLOCKS)) {
            for (DiskSignature signature : signatures) {
                if (signature.isOn(disk) && !contents.contains(signature.content())) {
                    contents.add(signature.content());
                }
            }
        }
        return contents;
    }

    private boolean isOn(FileChannel disk) throws IOException {
        long position = offset < 0 ? disk.size() + offset : offset;
        if (position < 0 || position > disk.size() - magic.length()) {
            return false;
        }
        ByteBuffer found = ByteBuffer.allocate(magic.length());
        while (found.hasRemaining()) {
            if (disk.read(found, position + found.position()) < 0) {
                return false;
            }
        }
        return found.flip().equals(ByteBuffer.wrap(magic.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
