// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A builder that assembles images field by field. Also writes and reads images in memory. */
final class ImageBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static ImageBytes image() {
        return new ImageBytes().text("LBPAYLD1");
    }

    ImageBytes u32(long value) {
        return littleEndian(value, 4);
    }

    ImageBytes u64(long value) {
        return littleEndian(value, 8);
    }

    private ImageBytes littleEndian(long value, int width) {
        for (int i = 0; i < width; i++) {
            bytes.write((int) (value >>> (8 * i)));
        }
        return this;
    }

    ImageBytes text(String utf8) {
        return raw(utf8.getBytes(StandardCharsets.UTF_8));
    }

    ImageBytes raw(byte... more) {
        bytes.writeBytes(more);
        return this;
    }

    /** Appends zero bytes up to the next multiple of 512, at which the checksum section begins. */
    ImageBytes padToSector() {
        return padTo(512);
    }

    /** Appends zero bytes up to the next multiple of 4096, at which an image with checksums ends. */
    ImageBytes padToEnd() {
        return padTo(4096);
    }

    private ImageBytes padTo(int unit) {
        while (bytes.size() % unit != 0) {
            bytes.write(0);
        }
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    static PayloadImage read(byte[] image) throws IOException {
        return read(image, 0);
    }

    static PayloadImage read(byte[] image, long start) throws IOException {
        return PayloadImage.read(new BytesChannel(image), start);
    }

    /** Returns the image that {@link PayloadWriter} writes for these files. */
    static byte[] written(Layout layout, boolean checksums, Map<String, byte[]> files) throws IOException {
        BytesChannel out = new BytesChannel(new byte[0]);
        write(out, layout, checksums, files);
        return out.toBytes();
    }

    private static void write(FileChannel out, Layout layout, boolean checksums, Map<String, byte[]> files)
            throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        files.forEach((name, data) -> sizes.put(name, (long) data.length));
        PayloadIndex index = IndexPlan.of(layout, sizes);
        PayloadWriter writer = new PayloadWriter(out, index);
        writer.writeHeaders();
        var sums = new java.util.ArrayList<EntryChecksum>();
        for (Entry entry : index.entries()) {
            var data = new java.io.ByteArrayInputStream(files.get(entry.name()));
            sums.add(writer.writeData(entry, java.nio.channels.Channels.newChannel(data)));
        }
        if (checksums) {
            writer.writeChecksums(ChecksumSection.of(index, sums));
        }
    }

    /** Returns files of different sizes, one of which is empty. One of the file names is not ASCII. */
    static Map<String, byte[]> someFiles() {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("empty", new byte[0]);
        files.put("hello.txt", "hello\n".getBytes(StandardCharsets.UTF_8));
        files.put("zeros-513.bin", new byte[513]);
        files.put("größe.tar.gz", new byte[] {1, 2, 3});
        return files;
    }
}
