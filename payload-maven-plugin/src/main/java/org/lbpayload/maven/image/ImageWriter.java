// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.lbpayload.format.ChecksumSection;
import org.lbpayload.format.EntryChecksum;
import org.lbpayload.format.PayloadId;
import org.lbpayload.format.PayloadIndex;
import org.lbpayload.format.PayloadWriter;

/** A writer of a new image file. */
final class ImageWriter {
    private final PayloadIndex index;
    private final Map<String, SourceFile> sources;
    private final boolean checksums;

    /** @param sources the source of each entry of {@code index}, keyed by name */
    ImageWriter(PayloadIndex index, Map<String, SourceFile> sources, boolean checksums) {
        this.index = index;
        this.sources = sources;
        this.checksums = checksums;
    }

    /**
     * Writes the image.
     *
     * @return the payload id; empty if the image has no checksums
     * @throws ImageException if a source cannot be read, has changed, or differs from its pinned SHA-256
     * @throws IOException if the image cannot be written
     */
    Optional<PayloadId> write(Path file) throws ImageException, IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            PayloadWriter writer = new PayloadWriter(out, index);
            writer.writeHeaders();
            EntryCopier copier = new EntryCopier(writer, checksums);
            EntryChecksum[] found =
                    EntryPool.forEach(index.entries(), entry -> copier.copy(entry, sources.get(entry.name())));
            Optional<PayloadId> payloadId = Optional.empty();
            if (checksums) {
                ChecksumSection section = ChecksumSection.of(index, Arrays.asList(found));
                writer.writeChecksums(section);
                payloadId = Optional.of(section.payloadId());
            }
            return payloadId;
        }
    }
}
