// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import org.lbpayload.maven.io.Count;

import java.nio.file.Path;
import java.util.Optional;
import org.lbpayload.format.Layout;
import org.lbpayload.format.PayloadId;

/**
 * An image that stands.
 *
 * @param file where
 * @param layout its layout
 * @param entries how many files it holds
 * @param bytes its size, checksum section included
 * @param payloadId its payload id; empty where it is without checksums
 * @param upToDate whether it stood already, so that nothing was written
 */
public record BuiltImage(
        Path file, Layout layout, int entries, long bytes, Optional<PayloadId> payloadId, boolean upToDate) {
    private static final int SECTOR_BYTES = 512;

    /**
     * {@return a warning if a machine may be unable to read the whole image from a disk of its size, else empty} Fiwix
     * does not read the last 512-byte sector of a disk that has an odd number of them. An image with checksums always
     * has an even number.
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

    /** {@return what there is to say of it, in one line} */
    @Override
    public String toString() {
        return file + ": layout " + layout.label() + ", " + Count.of(entries, "entry", "entries") + ", " + bytes
                + " bytes, "
                + payloadId.map(id -> "payload id " + id).orElse("no checksums, so no payload id");
    }
}
