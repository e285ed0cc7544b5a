// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** The index and the checksums of a payload image. Immutable. */
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
     * Returns whether the magic of a payload image is at {@code start}. No other bytes of the image are checked
     * (FORMAT.md, "Header").
     *
     * @param channel a file or a block device, not null
     * @param start the offset of the image in the channel, in bytes, 0 or more
     * @throws IOException if the channel cannot be read
     */
    public static boolean hasMagic(FileChannel channel, long start) throws IOException {
        return ImageHeader.hasMagic(new ImageInput(channel, start));
    }

    /**
     * Reads and validates the header, the header of every entry, and the checksum section. The data of the entries is
     * not verified. The position of the channel is neither used nor changed.
     *
     * @param channel a file or a block device, not null
     * @param start the offset of the image in the channel, in bytes, 0 or more
     * @return the image, never null
     * @throws MalformedImageException if the image violates FORMAT.md, is truncated, has a checksum section that does
     *     not match the index, or has a misplaced checksum section (FORMAT.md, "Misplaced section")
     * @throws IOException if the channel cannot be read
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

    /** Returns the index of an image without entries. FORMAT.md, "Layouts", states how the layout is determined. */
    private static PayloadIndex emptyIndex(ImageInput in, ImageHeader header) throws IOException {
        PayloadIndex u32 = PayloadIndex.empty(Layout.U32);
        boolean endsAsU32 = in.size() < ImageHeader.bytes(Layout.U64);
        if (endsAsU32 || ChecksumSection.isOf(in, u32)) {
            return u32;
        }
        return PayloadIndex.empty(header.layout());
    }

    /** Returns the index of the image, never null. */
    public PayloadIndex index() {
        return index;
    }

    /** Returns the checksums, or null if the image has no checksum section. */
    public @Nullable ChecksumSection checksums() {
        return checksums;
    }

    /** Returns the payload id (FORMAT.md, "Payload id"), or null if the image has no checksum section. */
    public @Nullable PayloadId payloadId() {
        return checksums == null ? null : checksums.payloadId();
    }

    /**
     * Returns the length of the image in bytes, including the checksum section and the zero bytes after it. An image
     * with checksums ends at a multiple of 4096 bytes, or at the end of the channel if the channel is shorter.
     */
    public long length() {
        return length;
    }
}
