// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;

/**
 * The search for the checksum section of an image that seems to have none (FORMAT.md, "Misplaced section").
 *
 * <p>The index of a damaged image can still be well formed. A flipped bit in the count makes the index end early, and a
 * flipped bit in the last length moves its end. The section is then at the offset that follows from the undamaged
 * index. Its first line states the length from which this offset follows. Bytes that only resemble a section state
 * another length and are ignored. If only the magic of a section is damaged, the rest of the section is recognized.
 *
 * <p>Bytes that cannot be read do not count as a section, because an image without checksums is intact even if the disk
 * has a bad sector after it.
 */
final class MisplacedSection {
    private MisplacedSection() {}

    /**
     * Refuses an image that seems to have no checksum section if damage may have hidden the section.
     *
     * @throws MalformedImageException if a section is found that belongs to another index, or if the section of
     *     {@code index} is found without its magic
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
                return; // no further entry: padding or foreign data follows
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
            return; // a bad sector is not a section
        }
        if (found) {
            throw new MalformedImageException(
                    offset,
                    "no checksum section away from the end of the last entry",
                    "one: the count or a length is damaged, or the section belongs to another image");
        }
    }
}
