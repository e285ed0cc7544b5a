// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** QEMU's SD cards have sizes that are powers of two. An image of another size goes on a card that is larger. */
public final class SdCard {

    // The smallest size that the capacity field of a standard card can say (SD physical layer, CSD version 1.0), and
    // that a guest finds worth looking at.
    private static final long SMALLEST = 1L << 20;

    private SdCard() {}

    /**
     * Makes a card with an image at its start and zeros behind it.
     *
     * @param image the image
     * @param card the file to make or replace
     * @return {@code image} itself where its size will do, otherwise {@code card}
     * @throws BootException if the image cannot be read or the card not be written
     */
    public static Path holding(Path image, Path card) throws BootException {
        try {
            if (fileFor(image, card).equals(image)) {
                return image;
            }
            long cardSize = cardSize(Files.size(image));
            Files.copy(image, card, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(card, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate(1), cardSize - 1);
            }
            return card;
        } catch (IOException e) {
            throw new BootException("cannot make an SD card " + card + " of " + image + ": " + e, e);
        }
    }

    /**
     * Which file {@link #holding} would return; makes nothing.
     *
     * @throws BootException if the image cannot be read
     */
    public static Path fileFor(Path image, Path card) throws BootException {
        try {
            long size = Files.size(image);
            return size == cardSize(size) ? image : card;
        } catch (IOException e) {
            throw new BootException("cannot make an SD card " + card + " of " + image + ": " + e, e);
        }
    }

    private static long cardSize(long imageSize) {
        return Math.max(SMALLEST, Long.highestOneBit(Math.max(1, imageSize - 1)) << 1);
    }
}
