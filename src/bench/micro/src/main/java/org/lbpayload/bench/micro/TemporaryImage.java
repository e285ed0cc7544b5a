// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench.micro;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lbpayload.format.ChecksumSection;
import org.lbpayload.format.EntryChecksum;
import org.lbpayload.format.IndexPlan;
import org.lbpayload.format.Layout;
import org.lbpayload.format.PayloadIndex;
import org.lbpayload.format.PayloadWriter;
import org.lbpayload.format.Sha256;

/** An image of empty entries, so that nothing but index and section is read and written. */
final class TemporaryImage implements AutoCloseable {
    private static final byte[] SHA256_OF_NOTHING = sha256OfNothing();

    private final Path file;
    private final FileChannel channel;
    private final PayloadWriter writer;
    private final PayloadIndex index;
    private final List<EntryChecksum> checksums = new ArrayList<>();

    TemporaryImage(int entries) throws IOException {
        Map<String, Long> sizes = new HashMap<>();
        for (int i = 0; i < entries; i++) {
            sizes.put(String.format(Locale.ROOT, "distfile-%06d.tar.gz", i), 0L);
            checksums.add(new EntryChecksum(0, SHA256_OF_NOTHING));
        }
        index = IndexPlan.of(Layout.U64, sizes);
        file = Files.createTempFile("lbpayload-bench-micro", ".img");
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        writer = new PayloadWriter(channel, index);
        writer.writeHeaders();
        writeSection();
    }

    private static byte[] sha256OfNothing() {
        return Sha256.newDigest().digest();
    }

    void writeSection() throws IOException {
        writer.writeChecksums(ChecksumSection.of(index, checksums));
    }

    FileChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.delete(file);
    }
}
