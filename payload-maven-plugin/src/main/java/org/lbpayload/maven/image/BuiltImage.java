// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

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
    /** {@return what there is to say of it, in one line} */
    @Override
    public String toString() {
        return file + ": layout " + layout.label() + ", " + entries + (entries == 1 ? " entry, " : " entries, ") + bytes
                + " bytes, "
                + payloadId.map(id -> "payload id " + id).orElse("no checksums, so no payload id");
    }
}
