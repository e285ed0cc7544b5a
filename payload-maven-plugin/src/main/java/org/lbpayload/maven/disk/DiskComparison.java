// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A comparison of an image on a disk with the image file. */
final class DiskComparison {
    private final FileChannel image;
    private final Path path;
    private final ByteBuffer expected;

    private DiskComparison(FileChannel image, Path path) {
        this.image = image;
        this.path = path;
        this.expected = ByteBuffer.allocateDirect(Disk.CHUNK);
    }

    /**
     * Compares an image with the same number of bytes at the start of a disk.
     *
     * @param path the path of the disk, for messages
     * @throws DiskException if a byte differs
     */
    static void compare(FileChannel image, Disk disk, Path path, DiskProgress progress)
            throws IOException, DiskException {
        DiskComparison comparison = new DiskComparison(image, path);
        long end = image.size();
        ReadAhead.transfer(
                disk::read,
                (found, position) -> {
                    int length = (int) Math.min(Disk.CHUNK, end - position);
                    comparison.requireEqual(found, position, length);
                    progress.readBack(position + length, end);
                },
                disk::buffer,
                0,
                end);
    }

    private void requireEqual(ByteBuffer found, long position, int length) throws IOException, DiskException {
        Disk.fill(expected, image, position, length);
        int difference = expected.mismatch(found);
        if (difference < 0) {
            return;
        }
        String byteFound =
                difference < found.limit() ? "byte " + (found.get(difference) & 0xff) : "the end of the disk";
        IOException failure = new IOException("at offset " + (position + difference) + ", expected byte "
                + (expected.get(difference) & 0xff) + ", found " + byteFound);
        throw new DiskException(
                path + " differs from the image: " + failure.getMessage()
                        + "; run the goal again, and replace the disk if the bytes differ again",
                failure);
    }
}
