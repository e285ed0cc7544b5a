// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Files to pack: the same names, sizes and bytes in every run. Sizes are log-normal, as those of source archives are,
 * and the content does not compress.
 *
 * @param directory holds the files and nothing else
 * @param names in ascending order
 */
record Corpus(Path directory, List<String> names) {
    private static final long SEED = 20261122;
    private static final double SIGMA = 1.8;
    private static final int BUFFER_BYTES = 1 << 20;

    /** Makes files of random content with {@code bytes} in all. */
    static Corpus random(Path directory, int count, long bytes) throws IOException {
        long[] sizes = sizes(count, bytes);
        Files.createDirectories(directory);
        List<String> names = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(SEED);
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        for (int i = 0; i < count; i++) {
            names.add(name(i));
            try (FileChannel out = create(directory.resolve(name(i)))) {
                for (long left = sizes[i]; left > 0; left -= buffer.limit()) {
                    buffer.clear();
                    while (buffer.hasRemaining()) {
                        buffer.putLong(random.nextLong());
                    }
                    buffer.flip().limit((int) Math.min(BUFFER_BYTES, left));
                    writeFully(out, buffer);
                }
            }
        }
        return new Corpus(directory, names);
    }

    /** Makes files of {@code bytes} each that take no room: what is read from them is zeros. */
    static Corpus holes(Path directory, int count, long bytes) throws IOException {
        Files.createDirectories(directory);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(name(i));
            try (FileChannel out = create(directory.resolve(name(i)))) {
                if (bytes > 0) {
                    out.write(ByteBuffer.allocate(1), bytes - 1);
                }
            }
        }
        return new Corpus(directory, names);
    }

    private static String name(int i) {
        return String.format(Locale.ROOT, "distfile-%06d.tar.gz", i);
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static void writeFully(FileChannel out, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }

    private static long[] sizes(int count, long bytes) {
        Random random = new Random(SEED);
        double[] weights = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            weights[i] = Math.exp(SIGMA * random.nextGaussian());
            sum += weights[i];
        }
        long[] sizes = new long[count];
        long left = bytes;
        for (int i = 0; i < count; i++) {
            sizes[i] = (long) (bytes * (weights[i] / sum));
            left -= sizes[i];
        }
        sizes[0] += left;
        return sizes;
    }

    /** The paths of all files. */
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        for (String name : names) {
            paths.add(directory.resolve(name).toString());
        }
        return Collections.unmodifiableList(paths);
    }

    /**
     * Compares the files with those of the same names elsewhere.
     *
     * @throws BenchException where one of them is missing or differs, or there is one more that is not hidden
     */
    void checkCopy(Path copy) throws IOException, BenchException {
        for (String name : names) {
            Path file = copy.resolve(name);
            if (!Files.isRegularFile(file) || Files.mismatch(directory.resolve(name), file) >= 0) {
                throw new BenchException(file + " is not what was packed");
            }
        }
        int found = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(copy, "[!.]*")) {
            for (Path file : files) {
                found++;
            }
        }
        if (found != names.size()) {
            throw new BenchException(copy + " has " + found + " files, expected " + names.size());
        }
    }
}
