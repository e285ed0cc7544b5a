// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;

/**
 * The search for the checksum section of an image that seems to have none (FORMAT.md, "Misplaced section").
 *
 * <p>Unreadable bytes do not count as a checksum section, because a bad sector after an image without checksums does
 * not damage the image.
 */
final class MisplacedSection {
    private MisplacedSection() {}

    /**
     * Refuses an image that seems to have no checksum section if damage may have hidden the section.
     *
     * @throws MalformedImageException if the search finds a checksum section at another offset, or parts of the
     *     checksum section of {@code index}
     */
    static void refuse(ImageInput in, PayloadIndex index) throws IOException {
        ChecksumSection.refuseWithoutMagic(in, index);
        refuseAfterFurtherEntries(in, index);
        for (int bit = 0; bit < Long.SIZE - 1; bit++) {
            refuseAt(in, index.length() + (1L << bit));
            refuseAt(in, index.length() - (1L << bit));
        }
    }

    private static void refuseAfterFurtherEntries(ImageInput in, PayloadIndex index) throws IOException {
        long end = index.length();
        for (int i = index.entries().size(); i < ImageHeader.MAX_ENTRIES; i++) {
            try {
                end = Entry.read(in, end, index.layout()).end();
            } catch (IOException e) {
                return; // padding or foreign data instead of another entry
            }
            refuseAt(in, end);
        }
    }

    private static void refuseAt(ImageInput in, long end) throws IOException {
        long offset = ChecksumSection.nextSector(end);
        boolean found;
        try {
            found = ChecksumSection.belongsAt(in, offset);
        } catch (IOException e) {
            return; // a bad sector does not count as a checksum section
        }
        if (found) {
            throw new MalformedImageException(
                    offset,
                    "no checksum section at this offset",
                    "one: the count or a length is damaged, or the section belongs to another image");
        }
    }
}
