// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A byte sequence at a known offset that identifies the content of a disk, such as a file system.
 *
 * <p>The known signatures cover the kinds of content whose loss would do the most harm. A disk without any of these
 * signatures is not necessarily empty. FAT and NTFS file systems are detected by their boot sectors. The offsets and
 * values are the same as in libblkid.
 *
 * @param content a noun phrase for the content
 * @param offset a function from the size of the disk to the offset of the byte sequence, both in bytes
 * @param magic the byte sequence in hexadecimal
 */
record DiskSignature(String content, LongUnaryOperator offset, String magic) {

    private static final List<DiskSignature> KNOWN = new ArrayList<>();

    static {
        hex("a boot sector or MBR partition table", "55aa", 510);
        text("a GPT partition table", "EFI PART", 512, 4096);
        atEnd("the backup of a GPT partition table", "EFI PART", 512, 4096);
        hex("an ext2, ext3 or ext4 file system", "53ef", 1080);
        text("an XFS file system", "XFSB", 0);
        text("a btrfs file system", "_BHRfS_M", 65600);
        hex("an F2FS file system", "1020f5f2", 1024);
        hex("an EROFS file system", "e2e1f5e0", 1024);
        text("a squashfs file system", "hsqs", 0);
        text("an ISO 9660 file system", "CD001", 32769);
        text("an OCFS2 file system", "OCFSV2", 1024, 2048, 4096, 8192);
        text("a JFS file system", "JFS1", 32768);
        hex("an HFS+ file system", "482b0004", 1024);
        hex("an HFS+ file system", "48580005", 1024);
        text("an APFS container", "NXSB", 32);
        hex("a LUKS container", "4c554b53babe", 0);
        // The second header directly follows the first header, whose size is a power of two from 16 KiB to 4 MiB.
        hex("the second header of a LUKS2 container", "534b554cbabe", powersOfTwo(1 << 14, 1 << 22));
        text("an LVM physical volume", "LABELONE", 0, 512, 1024, 1536);
        hex("a member of an md array", "fc4e2ba9", 0, 4096);
        // Version 0.90 of the md metadata uses the byte order of the machine that created the array.
        at("a member of an md array", "fc4e2ba9", size -> (size & -0x10000) - 0x10000);
        at("a member of an md array", "a92b4efc", size -> (size & -0x10000) - 0x10000);
        at("a member of an md array", "fc4e2ba9", size -> (size & -0x1000) - 0x2000);
        hex("a bcache device", "c68573f64e1a45ca8265f57f48ba6d81", 4120);
        hex("a bcachefs file system", "c68573f666ce90a9d96a60cf803df7ef", 4120);
        text("a UBI volume", "UBI#", 0);
        for (String magic : List.of("8374026b", "8374026c", "8374026d")) {
            at("a DRBD device", magic, size -> size - 4096 + 60);
        }
        // The first page of swap space has 4 to 64 KiB and ends with one of these texts.
        for (String magic : List.of("SWAP-SPACE", "SWAPSPACE2")) {
            text("swap space", magic, pageEnds());
        }
        for (String magic : List.of("S1SUSPEND", "S2SUSPEND", "ULSUSPEND", "LINHIB0001")) {
            text("a hibernated system", magic, pageEnds());
        }
        // ZFS stores up to 128 uberblocks of at least 1 KiB each, in either byte order.
        // In a new pool, the first uberblocks are missing.
        long[] uberblocks =
                IntStream.range(128, 256).mapToLong(kib -> kib * 1024L).toArray();
        hex("a member of a ZFS pool", "0cb1ba0000000000", uberblocks);
        hex("a member of a ZFS pool", "0000000000bab10c", uberblocks);
    }

    private static long[] powersOfTwo(long first, long last) {
        return LongStream.iterate(first, offset -> offset <= last, offset -> offset * 2)
                .toArray();
    }

    private static long[] pageEnds() {
        return LongStream.of(powersOfTwo(1 << 12, 1 << 16)).map(end -> end - 10).toArray();
    }

    private static void text(String content, String magic, long... offsets) {
        hex(content, HexFormat.of().formatHex(magic.getBytes(StandardCharsets.US_ASCII)), offsets);
    }

    private static void hex(String content, String magic, long... offsets) {
        for (long offset : offsets) {
            at(content, magic, size -> offset);
        }
    }

    private static void atEnd(String content, String magic, long... distances) {
        for (long distance : distances) {
            at(content, HexFormat.of().formatHex(magic.getBytes(StandardCharsets.US_ASCII)), size -> size - distance);
        }
    }

    private static void at(String content, String magic, LongUnaryOperator offset) {
        KNOWN.add(new DiskSignature(content, offset, magic));
    }

    /**
     * Returns the kinds of content that signatures identify on a disk.
     *
     * @param disk a channel that is open for reading
     * @return a noun phrase for each kind of content; empty if no signature matches
     */
    static List<String> on(FileChannel disk) throws IOException {
        Set<String> contents = new LinkedHashSet<>();
        for (DiskSignature signature : KNOWN) {
            if (signature.isOn(disk)) {
                contents.add(signature.content());
            }
        }
        return List.copyOf(contents);
    }

    private boolean isOn(FileChannel disk) throws IOException {
        byte[] expected = HexFormat.of().parseHex(magic);
        long position = offset.applyAsLong(disk.size());
        if (position < 0 || position > disk.size() - expected.length) {
            return false;
        }
        ByteBuffer found = ByteBuffer.allocate(expected.length);
        while (found.hasRemaining()) {
            if (disk.read(found, position + found.position()) < 0) {
                return false;
            }
        }
        return found.flip().equals(ByteBuffer.wrap(expected));
    }
}
