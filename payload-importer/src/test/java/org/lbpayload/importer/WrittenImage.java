// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.lbpayload.format.ChecksumSection;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryChecksum;
import org.lbpayload.format.IndexPlan;
import org.lbpayload.format.Layout;
import org.lbpayload.format.PayloadId;
import org.lbpayload.format.PayloadIndex;
import org.lbpayload.format.PayloadWriter;
import org.lbpayload.format.Sha256;
import org.lbpayload.importer.copy.Crc32Combination;

/** Functions that write valid images with the writer of payload-format. */
public final class WrittenImage {
    private WrittenImage() {}

    /**
     * Writes an image with a checksum section.
     *
     * @return the payload id
     */
    public static PayloadId write(Path image, Layout layout, Map<String, byte[]> files) throws IOException {
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            sizes.put(file.getKey(), (long) file.getValue().length);
        }
        PayloadIndex index = IndexPlan.of(layout, sizes);
        try (FileChannel out = FileChannel.open(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            PayloadWriter writer = new PayloadWriter(out, index);
            writer.writeHeaders();
            List<EntryChecksum> checksums = new ArrayList<>();
            for (Entry entry : index.entries()) {
                checksums.add(writer.writeData(
                        entry, Channels.newChannel(new ByteArrayInputStream(files.get(entry.name())))));
            }
            ChecksumSection section = ChecksumSection.of(index, checksums);
            writer.writeChecksums(section);
            return section.payloadId();
        }
    }

    /**
     * Writes an image as a sparse file, in which the data of each entry is a hole. The image can therefore be larger
     * than the free space. The CRC-32 checksums are correct, but the SHA-256 checksums are not.
     */
    public static PayloadIndex writeHoles(Path image, Map<String, Long> sizes) throws IOException {
        PayloadIndex index = IndexPlan.of(Layout.U64, sizes);
        try (FileChannel out = FileChannel.open(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            PayloadWriter writer = new PayloadWriter(out, index);
            writer.writeHeaders();
            List<EntryChecksum> checksums = new ArrayList<>();
            for (Entry entry : index.entries()) {
                checksums.add(new EntryChecksum(crc32OfZeros(entry.size()), new byte[Sha256.BYTES]));
            }
            writer.writeChecksums(ChecksumSection.of(index, checksums));
        }
        return index;
    }

    private static int crc32OfZeros(long count) {
        CRC32 one = new CRC32();
        one.update(0);
        int power = (int) one.getValue();
        int crc = (int) new CRC32().getValue();
        for (long bytes = 1, left = count; left > 0; bytes *= 2, left /= 2) {
            if (left % 2 == 1) {
                crc = Crc32Combination.combine(crc, power, bytes);
            }
            power = Crc32Combination.combine(power, power, bytes);
        }
        return crc;
    }
}
