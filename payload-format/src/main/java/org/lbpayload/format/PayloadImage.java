// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** An image as it was read: its index, and its checksums where it has any. Immutable. */
public final class PayloadImage {
    private final PayloadIndex index;
    private final @Nullable ChecksumSection checksums;
    private final long length;

    private PayloadImage(PayloadIndex index, @Nullable ChecksumSection checksums, long available) {
        this.index = index;
        this.checksums = checksums;
        this.length = checksums == null ? index.length() : Math.min(checksums.imageEnd(), available);
    }

    /**
     * Whether an image may begin here: the eight bytes of the magic, and no more than that.
     *
     * @param start bytes from the start of the channel, 0 or more
     * @throws IOException where the channel fails to read
     */
    public static boolean hasMagic(FileChannel channel, long start) throws IOException {
        return ImageHeader.hasMagic(new ImageInput(channel, start));
    }

    /**
     * Reads and validates all that an image says of itself. The data of entries is not looked at, but where an image
     * seems to have no checksum section one is looked for around the end, in the last data, too (FORMAT.md, "Misplaced
     * section"). The channel's position is neither used nor changed.
     *
     * @param channel a file or a block device
     * @param start where in the channel the image begins, in bytes, 0 or more
     * @throws MalformedImageException where the image does not satisfy FORMAT.md, or is cut short, or its checksum
     *     section disagrees with it
     * @throws IOException where the channel fails to read
     */
    public static PayloadImage read(FileChannel channel, long start) throws IOException {
        ImageInput in = new ImageInput(channel, start);
        ImageHeader header = ImageHeader.read(in);
        PayloadIndex index = header.count() == 0 ? emptyIndex(in, header) : PayloadIndex.read(in, header);
        ChecksumSection checksums = ChecksumSection.read(in, index);
        if (checksums == null) {
            MisplacedSection.refuse(in, index);
        }
        return new PayloadImage(index, checksums, in.size());
    }

    /**
     * Nothing but the section's own first line, or the end of the image, tells the layout of an image without entries.
     */
    private static PayloadIndex emptyIndex(ImageInput in, ImageHeader header) throws IOException {
        PayloadIndex u32 = PayloadIndex.empty(Layout.U32);
        boolean endsAsU32 = in.size() < ImageHeader.bytes(Layout.U64);
        if (endsAsU32 || ChecksumSection.isOf(in, u32)) {
            return u32;
        }
        return PayloadIndex.empty(header.layout());
    }

    /** What the image holds; never null. */
    public PayloadIndex index() {
        return index;
    }

    /** The checksums, or null where the image has none: what a reference tool wrote. */
    public @Nullable ChecksumSection checksums() {
        return checksums;
    }

    /** The payload id, or null where the image has no checksums. */
    public @Nullable PayloadId payloadId() {
        return checksums == null ? null : checksums.payloadId();
    }

    /**
     * Returns the length of the image in bytes, the checksum section and its zero bytes included. An image with
     * checksums ends at a multiple of 4096 bytes, or at the end of the channel if that is nearer.
     */
    public long length() {
        return length;
    }
}
