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
import org.lbpayload.format.ChecksumSection;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryChecksum;
import org.lbpayload.format.Layout;
import org.lbpayload.format.PayloadIndex;
import org.lbpayload.format.PayloadWriter;

/** Writes payload images for tests. */
final class TestImage {
    private TestImage() {}

    /** Writes an image of {@code files}, with its checksum section. */
    static void write(Path image, Layout layout, Map<String, byte[]> files) throws IOException {
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            sizes.put(file.getKey(), (long) file.getValue().length);
        }
        PayloadIndex index = PayloadIndex.plan(layout, sizes);
        try (FileChannel out = FileChannel.open(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            PayloadWriter writer = new PayloadWriter(out, index);
            writer.writeHeaders();
            List<EntryChecksum> checksums = new ArrayList<>();
            for (Entry entry : index.entries()) {
                checksums.add(writer.writeData(
                        entry, Channels.newChannel(new ByteArrayInputStream(files.get(entry.name())))));
            }
            writer.writeChecksums(ChecksumSection.of(index, checksums));
        }
    }
}
