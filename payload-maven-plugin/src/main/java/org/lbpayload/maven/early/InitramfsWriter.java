// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.lbpayload.maven.io.AtomicFile;
import org.lbpayload.maven.io.LockFile;
import org.lbpayload.maven.io.Reason;

/**
 * A writer for initramfs files in the format that Linux reads: a newc cpio archive
 * (Documentation/driver-api/early-userspace/buffer-format), compressed with gzip.
 *
 * <p>The archive has the same bytes on every machine. The bytes of the compressed file also depend on the JDK's version
 * of zlib.
 */
public final class InitramfsWriter {

    private static final int GZIP_HEADER_BYTES = 10;
    private static final byte[] MAGIC = "070701".getBytes(StandardCharsets.US_ASCII);

    private InitramfsWriter() {}

    /**
     * Returns whether this class can have written a regular file: a newc archive whose gzip header has neither a time
     * nor an operating system (RFC 1952, section 2.3.1).
     *
     * @throws IOException if the file cannot be read
     */
    public static boolean isInitramfs(Path file) throws IOException {
        byte[] header = new byte[GZIP_HEADER_BYTES];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(header.length);
            boolean isOwnHeader = in.readNBytes(header, 0, header.length) == header.length
                    && ByteBuffer.wrap(header).getInt(4) == 0
                    && header[9] == (byte) GzipParameters.OS.UNKNOWN.type();
            in.reset();
            return isOwnHeader && Arrays.equals(new GZIPInputStream(in).readNBytes(MAGIC.length), MAGIC);
        } catch (ZipException | EOFException e) {
            return false;
        }
    }

    /**
     * Writes an initramfs. The file appears under its final name only when the archive is complete. A run waits while
     * another run writes the same file.
     *
     * @param timestamp the modification time of every entry, from 1970 to 2106, truncated to seconds
     * @param destination the file to create or replace
     * @param onWait an action to run once if another run holds the lock
     * @throws EarlyException if a source cannot be read or has changed, or the file cannot be written
     */
    public static void write(Initramfs initramfs, Instant timestamp, Path destination, Runnable onWait)
            throws EarlyException {
        long seconds = timestamp.getEpochSecond();
        if (seconds < 0 || seconds > 0xFFFF_FFFFL) {
            throw new EarlyException("the time " + timestamp + " cannot be stored in the initramfs:"
                    + " set project.build.outputTimestamp to a time from 1970 to 2106");
        }
        try {
            LockFile.<Void, EarlyException>whileHeld(LockFile.of(destination), onWait, () -> {
                requireNotIn(initramfs, destination);
                try (AtomicFile file = AtomicFile.create(destination)) {
                    write(initramfs, seconds, file.temporary());
                    file.commit();
                }
                return null;
            });
        } catch (IOException e) {
            throw new EarlyException("cannot write the initramfs " + destination + ": " + Reason.of(e), e);
        }
    }

    private static void requireNotIn(Initramfs initramfs, Path destination) throws EarlyException {
        if (Files.notExists(destination)) {
            return;
        }
        for (InitramfsEntry entry : initramfs.entries()) {
            if (entry instanceof InitramfsEntry.File file && isSame(file.source(), destination)) {
                throw new EarlyException("the initramfs " + destination + " would contain itself as " + entry.name()
                        + ": exclude the file from the file set, or write the initramfs to another path");
            }
        }
    }

    private static boolean isSame(Path source, Path destination) {
        try {
            return Files.isSameFile(source, destination);
        } catch (IOException e) {
            return false; // put() reports a source that cannot be read
        }
    }

    private static void write(Initramfs initramfs, long seconds, Path file) throws IOException, EarlyException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
                OutputStream gzip = new GzipCompressorOutputStream(out, gzipParameters());
                CpioArchiveOutputStream cpio = new CpioArchiveOutputStream(
                        gzip, CpioConstants.FORMAT_NEW, CpioConstants.BLOCK_SIZE, StandardCharsets.UTF_8.name())) {
            long inode = 0;
            for (InitramfsEntry entry : initramfs.entries()) {
                inode++;
                put(entry, inode, seconds, cpio);
            }
            cpio.finish();
        }
    }

    private static GzipParameters gzipParameters() {
        GzipParameters parameters = new GzipParameters();
        parameters.setModificationInstant(Instant.EPOCH);
        parameters.setOS(GzipParameters.OS.UNKNOWN);
        return parameters;
    }

    private static void put(InitramfsEntry entry, long inode, long seconds, CpioArchiveOutputStream cpio)
            throws IOException, EarlyException {
        CpioArchiveEntry header = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, entry.name());
        header.setInode(inode);
        header.setTime(seconds);
        if (entry instanceof InitramfsEntry.Directory) {
            header.setMode(CpioConstants.C_ISDIR | 0755);
            header.setNumberOfLinks(2);
            cpio.putArchiveEntry(header);
        } else if (entry instanceof InitramfsEntry.File file) {
            header.setMode(CpioConstants.C_ISREG | (file.executable() ? 0755 : 0644));
            header.setSize(file.size());
            cpio.putArchiveEntry(header);
            try (InputStream in = Channels.newInputStream(EarlySource.open(file.source()))) {
                in.transferTo(cpio); // fails if the file no longer has the length in the header
            }
        } else if (entry instanceof InitramfsEntry.SymbolicLink link) {
            byte[] target = link.target().getBytes(StandardCharsets.UTF_8);
            header.setMode(CpioConstants.C_ISLNK | 0777);
            header.setSize(target.length);
            cpio.putArchiveEntry(header);
            cpio.write(target);
        } else if (entry instanceof InitramfsEntry.CharacterDevice device) {
            header.setMode(CpioConstants.C_ISCHR | device.permissions());
            header.setRemoteDeviceMaj(device.major());
            header.setRemoteDeviceMin(device.minor());
            cpio.putArchiveEntry(header);
        }
        cpio.closeArchiveEntry();
    }
}
