// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Map;
import org.lbpayload.maven.io.AtomicFile;
import org.lbpayload.maven.io.LockFile;
import org.lbpayload.maven.io.Reason;

/**
 * A writer for the disk image that builder-hex0 boots in live-bootstrap's kernel-bootstrap mode.
 *
 * <p>The image starts with two stages: stage 1 is the boot sector, and stage 2 is a program in hexadecimal text. The
 * stages are followed by a record for each directory and file, the commands that start the bootstrap, and zeros.
 *
 * <p>Except for padding, the image is identical to the output of live-bootstrap's own generator if that generator sorts
 * directories. An image that would end with fewer than 32 KiB of zeros gets 1 MiB of additional zeros, because stage 2
 * reads 32 KiB at a time.
 */
final class DiskImageWriter {
    static final String STAGE_1 = "builder-hex0-x86-stage1.hex0";
    static final String STAGE_2 = "builder-hex0-x86-stage2.hex0";

    /** The commands that start the bootstrap, as in live-bootstrap's own generator. */
    static final String COMMANDS = """
            src 0 /bootstrap-seeds
            src 0 /bootstrap-seeds/POSIX
            src 0 /bootstrap-seeds/POSIX/x86
            hex0 /x86/hex0_x86.hex0 /bootstrap-seeds/POSIX/x86/hex0-seed
            hex0 /x86/kaem-minimal.hex0 /bootstrap-seeds/POSIX/x86/kaem-optional-seed
            hex0 /x86/kaem-minimal.hex0 /init
            /bootstrap-seeds/POSIX/x86/kaem-optional-seed /kaem.x86
            """;

    private static final int SECTOR = 512;

    private static final long MEBIBYTE = 1L << 20;
    private static final long MINIMUM_PADDING = 32L << 10;

    private final FileChannel out;
    private long position;

    private DiskImageWriter(FileChannel out) {
        this.out = out;
    }

    /**
     * Writes an image. The file appears under its final name only when the image is complete. A run waits while another
     * run writes the same file.
     *
     * @param builderHex0 the directory that contains the files of both stages
     * @param size the minimum size of the image in bytes; larger content makes the image larger
     * @param destination the file to create or replace
     * @param onWait an action to run once if another run holds the lock
     * @throws EarlyException if a stage is malformed, a source cannot be read or has changed, or the image cannot be
     *     written
     */
    static void write(SourceTree tree, Path builderHex0, long size, Path destination, Runnable onWait)
            throws EarlyException {
        byte[] stage1 = stage1(builderHex0.resolve(STAGE_1));
        byte[] stage2 = read(builderHex0.resolve(STAGE_2))
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .getBytes(StandardCharsets.UTF_8);
        requireFirstRecord(stage1.length + stage2.length, builderHex0);
        try {
            LockFile.<Void, EarlyException>whileHeld(LockFile.of(destination), onWait, () -> {
                try (AtomicFile file = AtomicFile.create(destination)) {
                    long written = write(stage1, stage2, tree, file.temporary());
                    // Extends the file with a hole, which takes up no disk space.
                    try (RandomAccessFile extended =
                            new RandomAccessFile(file.temporary().toFile(), "rw")) {
                        extended.setLength(Math.max(written, size));
                    }
                    file.commit();
                }
                return null;
            });
        } catch (IOException e) {
            throw new EarlyException("cannot write the early image " + destination + ": " + Reason.of(e), e);
        }
    }

    private static long write(byte[] stage1, byte[] stage2, SourceTree tree, Path file)
            throws IOException, EarlyException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            DiskImageWriter writer = new DiskImageWriter(out);
            writer.put(stage1);
            writer.put(stage2);
            writer.pad(Math.floorMod(-writer.position, (long) SECTOR));
            writer.put(EarlyImage.ROOT_RECORD);
            writer.putContent(tree.root(), ".");
            writer.put(COMMANDS);
            long padding = MEBIBYTE - writer.position % MEBIBYTE;
            writer.pad(padding < MINIMUM_PADDING ? padding + MEBIBYTE : padding);
            return writer.position;
        }
    }

    private void putContent(SourceTree.Directory directory, String path) throws IOException, EarlyException {
        for (String name : directory.directories().keySet()) {
            put("src 0 " + path + "/" + name + "\n");
        }
        for (Map.Entry<String, SourceTree.File> file : directory.files().entrySet()) {
            put("src " + file.getValue().size() + " " + path + "/" + file.getKey() + "\n");
            putFile(file.getValue());
        }
        for (Map.Entry<String, SourceTree.Directory> child :
                directory.directories().entrySet()) {
            putContent(child.getValue(), path + "/" + child.getKey());
        }
    }

    private void putFile(SourceTree.File file) throws IOException, EarlyException {
        try (FileChannel in = EarlySource.open(file.source())) {
            long copied = 0;
            long step = 1;
            while (step > 0 && copied < file.size()) {
                step = in.transferTo(copied, file.size() - copied, out);
                copied += step;
            }
            if (copied != file.size() || in.size() != file.size()) {
                throw new EarlyException(file.source() + " changed from " + file.size() + " to " + in.size()
                        + " bytes while the early image was written: run the goal again");
            }
            position += copied;
        }
    }

    private void put(String text) throws IOException {
        put(text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(byte[] bytes) throws IOException {
        ByteBuffer remaining = ByteBuffer.wrap(bytes);
        while (remaining.hasRemaining()) {
            out.write(remaining);
        }
        position += bytes.length;
    }

    private void pad(long count) throws IOException {
        put(new byte[Math.toIntExact(count)]);
    }

    /** Decodes stage 1: hexadecimal digits, with comments that start with {@code #} or {@code ;}. */
    private static byte[] stage1(Path file) throws EarlyException {
        StringBuilder digits = new StringBuilder();
        for (String line : read(file).lines().toList()) {
            digits.append(line.split("[#;]", 2)[0].replaceAll("\\s", ""));
        }
        try {
            byte[] bytes = HexFormat.of().parseHex(digits);
            if (bytes.length == SECTOR) {
                return bytes;
            }
            throw new EarlyException(
                    file + " has " + bytes.length + " bytes, expected 512: check the submodule builder-hex0");
        } catch (IllegalArgumentException e) {
            throw new EarlyException(file + " is not hexadecimal text: check the submodule builder-hex0", e);
        }
    }

    private static void requireFirstRecord(long stages, Path builderHex0) throws EarlyException {
        long first = stages + Math.floorMod(-stages, (long) SECTOR);
        if (first != EarlyImage.FIRST_RECORD) {
            throw new EarlyException("the stages in " + builderHex0 + " end at byte " + first
                    + ", but stage 2 reads its records from byte " + EarlyImage.FIRST_RECORD
                    + ": use the version of builder-hex0 that live-bootstrap pins");
        }
    }

    private static String read(Path file) throws EarlyException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new EarlyException("cannot read " + file + ": " + Reason.of(e), e);
        }
    }
}
