// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.it;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A second writer of payload images for comparisons, which follows FORMAT.md and shares no code with the project. The
 * class is also a program: {@code java IndependentWriter.java u32|u64 IMAGE FILE...}.
 */
public final class IndependentWriter {
    private IndependentWriter() {}

    /** Writes an image without checksums. Each entry takes the name of its file. */
    public static void write(int wordBytes, Path image, List<Path> files) throws IOException {
        write(wordBytes, image, files.stream().collect(Collectors.toMap(IndependentWriter::name, f -> f)));
    }

    /** Writes an image without checksums. The keys are the names of the entries. */
    public static void write(int wordBytes, Path image, Map<String, Path> files) throws IOException {
        Map<byte[], Path> byUtf8 = new TreeMap<>(Arrays::compareUnsigned);
        for (Map.Entry<String, Path> file : files.entrySet()) {
            byUtf8.put(file.getKey().getBytes(StandardCharsets.UTF_8), file.getValue());
        }
        try (OutputStream out = Files.newOutputStream(image)) {
            out.write("LBPAYLD1".getBytes(StandardCharsets.US_ASCII));
            writeInteger(out, byUtf8.size(), wordBytes);
            for (Map.Entry<byte[], Path> entry : byUtf8.entrySet()) {
                writeInteger(out, entry.getKey().length, wordBytes);
                writeInteger(out, Files.size(entry.getValue()), wordBytes);
                out.write(entry.getKey());
                Files.copy(entry.getValue(), out);
            }
        }
    }

    /** Returns the name of a file, independently of the encoding of the locale. */
    private static String name(Path file) {
        String path = file.toUri().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void writeInteger(OutputStream out, long value, int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >> (8 * i)));
        }
    }

    public static void main(String[] args) throws IOException {
        int wordBytes = Integer.parseInt(args[0].substring(1)) / 8;
        write(wordBytes, Path.of(args[1]), Stream.of(args).skip(2).map(Path::of).toList());
    }
}
