// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.qemu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.lbpayload.maven.io.Reason;

/** An image file for QEMU's SD card device, which requires that the size of the image is a power of two. */
public final class SdCard {

    // Guests ignore cards smaller than 1 MiB.
    private static final long SMALLEST = 1L << 20;

    private SdCard() {}

    /**
     * Copies an image to a card file and pads the copy with zeros, unless the image already has a valid card size.
     *
     * @param card the file to create or replace
     * @return the file to attach: {@code image} if the size is a power of two and at least 1 MiB, otherwise
     *     {@code card}
     * @throws QemuException if the image cannot be read or the card cannot be written
     */
    public static Path create(Path image, Path card) throws QemuException {
        if (!needsCopy(image)) {
            return image;
        }
        try {
            long cardSize = cardSize(Files.size(image));
            Files.copy(image, card, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(card, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate(1), cardSize - 1);
            }
            return card;
        } catch (IOException e) {
            throw new QemuException("cannot copy " + image + " to the SD card image " + card + ": " + Reason.of(e), e);
        }
    }

    /**
     * Returns whether {@link #create} copies the image, because its size is not a valid card size.
     *
     * @throws QemuException if the image cannot be read
     */
    public static boolean needsCopy(Path image) throws QemuException {
        try {
            long size = Files.size(image);
            return size != cardSize(size);
        } catch (IOException e) {
            throw new QemuException("cannot read " + image + " for an SD card: " + Reason.of(e), e);
        }
    }

    private static long cardSize(long imageSize) {
        return Math.max(SMALLEST, Long.highestOneBit(Math.max(1, imageSize - 1)) << 1);
    }
}
