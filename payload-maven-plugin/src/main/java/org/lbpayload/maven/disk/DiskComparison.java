// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads a disk back, from the disk itself where the system can (O_DIRECT, open(2)), and compares it with its image. */
final class DiskComparison {

    private DiskComparison() {}

    /**
     * Compares a disk from its start with all of an image.
     *
     * @return whether the bytes were read past the kernel's cache
     * @throws DiskException if a byte differs
     */
    static boolean compare(FileChannel image, Path disk, DiskProgress progress) throws IOException, DiskException {
        int alignment = alignment(disk);
        FileChannel direct = openDirect(disk);
        try (FileChannel channel = direct == null ? FileChannel.open(disk, StandardOpenOption.READ) : direct) {
            ByteBuffer found = ByteBuffer.allocateDirect(Disk.CHUNK + alignment).alignedSlice(alignment);
            found.limit(Disk.CHUNK);
            ByteBuffer chunk = found.slice();
            ByteBuffer expected = ByteBuffer.allocateDirect(Disk.CHUNK);
            for (long position = 0; position < image.size(); position += Disk.CHUNK) {
                int length = (int) Math.min(Disk.CHUNK, image.size() - position);
                Disk.fill(expected, image, position, length);
                readBack(chunk, channel, position);
                if (chunk.limit() < length) {
                    throw differs(disk, position + chunk.limit(), "nothing could be read");
                }
                int difference = expected.mismatch(chunk.limit(length));
                if (difference >= 0) {
                    throw differs(
                            disk,
                            position + difference,
                            "expected byte " + (expected.get(difference) & 0xff) + ", found "
                                    + (chunk.get(difference) & 0xff));
                }
                progress.readBack(position + length, image.size());
            }
        }
        return direct != null;
    }

    private static DiskException differs(Path disk, long offset, String what) {
        return new DiskException(disk + " does not hold what was written: at offset " + offset + " " + what
                + "; try once more, and if it happens again replace the disk");
    }

    /** Past the cache, only whole blocks are read in one go, so the last chunk goes beyond the image where it can. */
    private static void readBack(ByteBuffer chunk, FileChannel disk, long position) throws IOException {
        chunk.clear();
        int length = disk.read(chunk, position);
        while (length > 0 && chunk.hasRemaining()) {
            // Short reads end at a block or at the end of the disk, where nothing more is asked for.
            if (position + chunk.position() >= disk.size()) {
                break;
            }
            length = disk.read(chunk, position + chunk.position());
        }
        chunk.flip();
    }

    private static int alignment(Path disk) throws IOException {
        // What the JDK asks of buffers: the block size of the file system that the path is on, a power of two.
        return Math.toIntExact(Math.max(4096, Files.getFileStore(disk).getBlockSize()));
    }

    /** Null where the file system or this Java does not have it. */
    private static FileChannel openDirect(Path disk) {
        OpenOption direct = directOption();
        if (direct == null) {
            return null;
        }
        try {
            return FileChannel.open(disk, StandardOpenOption.READ, direct);
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    /** By its name, because javac 25 has a warning for its import that cannot be suppressed. Not every Java has it. */
    private static OpenOption directOption() {
        try {
            for (Object option :
                    Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants()) {
                if (option.toString().equals("DIRECT")) {
                    return (OpenOption) option;
                }
            }
            return null;
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
