// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.lbpayload.format.ChecksumSection;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryChecksum;
import org.lbpayload.format.EntryName;
import org.lbpayload.format.PayloadIndex;
import org.lbpayload.format.Sha256;
import org.lbpayload.importer.disk.OpenImage;
import org.lbpayload.importer.report.ImportException;

/** The output of {@code --list}. If the image has no checksum section, the checksums are computed from the data. */
final class Listing {
    private static final int BUFFER_BYTES = 64 * 1024;

    private Listing() {}

    static void print(OpenImage image, PrintStream out) throws ImportException {
        PayloadIndex index = image.index();
        ChecksumSection checksums = image.checksums() == null ? compute(image) : image.checksums();
        out.println("layout " + index.layout().label());
        out.println("payload id " + checksums.payloadId()
                + (image.checksums() == null ? " (computed: the image has no checksums)" : ""));
        for (int i = 0; i < index.entries().size(); i++) {
            Entry entry = index.entries().get(i);
            out.println(entry.size() + " " + Sha256.hex(checksums.sha256(i)) + " " + EntryName.printable(entry.name()));
        }
    }

    private static ChecksumSection compute(OpenImage image) throws ImportException {
        List<Entry> entries = image.index().entries();
        List<EntryChecksum> checksums = new ArrayList<>(entries.size());
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        for (Entry entry : entries) {
            checksums.add(compute(image, entry, buffer));
        }
        return ChecksumSection.of(image.index(), checksums);
    }

    private static EntryChecksum compute(OpenImage image, Entry entry, ByteBuffer buffer) throws ImportException {
        MessageDigest sha256 = Sha256.newDigest();
        CRC32 crc32 = new CRC32();
        for (long at = 0; at < entry.size(); at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(BUFFER_BYTES, entry.size() - at));
            image.read(entry, at, buffer);
            sha256.update(buffer.array(), 0, buffer.limit());
            crc32.update(buffer.array(), 0, buffer.limit());
        }
        return new EntryChecksum((int) crc32.getValue(), sha256.digest());
    }
}
