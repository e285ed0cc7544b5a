// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.nio.file.Path;
import java.util.Optional;
import org.lbpayload.format.Layout;
import org.lbpayload.format.PayloadId;
import org.lbpayload.maven.io.Count;

/**
 * The result of building a payload image.
 *
 * @param bytes the size of the file in bytes
 * @param payloadId the payload id; empty if the image has no checksums
 * @param upToDate whether the image existed already and nothing was written
 */
public record BuiltImage(
        Path file, Layout layout, int entries, long bytes, Optional<PayloadId> payloadId, boolean upToDate) {
    private static final int SECTOR_BYTES = 512;

    /**
     * Returns a warning if Fiwix cannot read the whole image from a disk of the same size, otherwise empty. Fiwix does
     * not read the last sector of a disk that has an odd number of 512-byte sectors. An image with checksums always has
     * an even number of sectors.
     */
    public Optional<String> warning() {
        long sectors = (bytes + SECTOR_BYTES - 1) / SECTOR_BYTES;
        if (payloadId.isPresent() || sectors % 2 == 0) {
            return Optional.empty();
        }
        return Optional.of(
                file + " has " + sectors + " sectors of " + SECTOR_BYTES + " bytes, an odd number: the kernel"
                        + " Fiwix does not read the last sector of such a disk; build the image with checksums, or append zero"
                        + " bytes to a copy: truncate -s %1024 COPY");
    }

    /** Returns a description for the log. */
    @Override
    public String toString() {
        return file + ": layout " + layout.label() + ", " + Count.of(entries, "entry", "entries") + ", " + bytes
                + " bytes, "
                + payloadId.map(id -> "payload id " + id).orElse("no checksums, so no payload id");
    }
}
