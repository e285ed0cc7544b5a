// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lbpayload.format.ChecksumSection;
import org.lbpayload.format.EntryChecksum;
import org.lbpayload.format.IndexPlan;
import org.lbpayload.format.Layout;
import org.lbpayload.format.PayloadIndex;
import org.lbpayload.format.PayloadWriter;

/** Functions that write payload images with one entry, and an early image. */
final class Payloads {

    private Payloads() {}

    /** Writes a file of 2 MiB that starts like an early image for builder-hex0. */
    static Path writeEarlyImage(Path image) throws IOException {
        byte[] content = new byte[2 << 20];
        Arrays.fill(content, 0, 89_600, (byte) 0x90);
        System.arraycopy("src 0 .\n".getBytes(StandardCharsets.US_ASCII), 0, content, 89_600, 8);
        return Files.write(image, content);
    }

    static Path write(Path image, boolean checksums, String name, String content) throws IOException {
        byte[] data = content.getBytes(StandardCharsets.UTF_8);
        PayloadIndex index = IndexPlan.of(Layout.U64, Map.of(name, (long) data.length));
        try (FileChannel channel = FileChannel.open(
                image, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            PayloadWriter writer = new PayloadWriter(channel, index);
            writer.writeHeaders();
            EntryChecksum checksum =
                    writer.writeData(index.entries().get(0), Channels.newChannel(new ByteArrayInputStream(data)));
            if (checksums) {
                writer.writeChecksums(ChecksumSection.of(index, List.of(checksum)));
            }
        }
        return image;
    }
}
