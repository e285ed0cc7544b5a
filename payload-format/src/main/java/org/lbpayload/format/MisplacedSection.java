// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;

/**
 * Looks for the checksum section of an image that seems to have none. A section whose magic is damaged still has lines
 * that nothing else has just there. The index of a damaged image can still be well formed: a flipped bit in the count
 * makes it stop early, one in the last entry's lengths makes it end elsewhere. The section then stands where the
 * undamaged index would have ended, and since its first line says where it belongs it cannot be taken for a part of
 * somebody's data. Such an image must not pass for one without checksums (FORMAT.md, "Misplaced section"). What cannot
 * be read is no section: these are extra looks, and an image without checksums is whole though the disk has a bad
 * sector behind it.
 */
final class MisplacedSection {
    private MisplacedSection() {}

    /**
     * @throws MalformedImageException where a section stands that belongs where it is, but not to this index, or that
     *     belongs to this index, but has no magic
     */
    static void refuse(ImageInput in, PayloadIndex index) throws IOException {
        ChecksumSection.refuseWithoutMagic(in, index);
        refuseBehindFurtherEntries(
                in, index.layout(), index.length(), index.entries().size());
        for (int bit = 0; bit < Long.SIZE - 1; bit++) {
            refuseAt(in, index.length() + (1L << bit));
            refuseAt(in, index.length() - (1L << bit));
        }
    }

    private static void refuseBehindFurtherEntries(ImageInput in, Layout layout, long offset, int count)
            throws IOException {
        long end = offset;
        for (int i = count; i < ImageHeader.MAX_ENTRIES; i++) {
            try {
                end = Entry.read(in, end, layout).end();
            } catch (IOException e) {
                return; // no further entry: what follows is padding, or anything
            }
            refuseAt(in, end);
        }
    }

    private static void refuseAt(ImageInput in, long end) throws IOException {
        long offset = ChecksumSection.nextSector(end);
        boolean isOne;
        try {
            isOne = ChecksumSection.belongsAt(in, offset);
        } catch (IOException e) {
            return;
        }
        if (isOne) {
            throw new MalformedImageException(
                    offset,
                    "no checksum section away from the end of the last entry",
                    "one: the count or a length is damaged, or the section is left from another image");
        }
    }
}
