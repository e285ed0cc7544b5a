// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * Packs an initramfs as the kernel takes it: a newc cpio archive
 * (Documentation/driver-api/early-userspace/buffer-format in the kernel's tree), compressed by gzip.
 *
 * <p>The archive has the same bytes wherever it is made. Compressed it has them wherever the JDK brings the same zlib.
 */
public final class InitramfsWriter {

    private InitramfsWriter() {}

    /**
     * Writes an initramfs. The file appears when it is whole.
     *
     * @param initramfs what it holds
     * @param timestamp the modification time of every entry; 1970 to 2106, cut to seconds
     * @param destination the file to make or replace
     * @throws EarlyException if a source cannot be read or has changed meanwhile, or the file cannot be written
     */
    public static void write(Initramfs initramfs, Instant timestamp, Path destination) throws EarlyException {
        long seconds = timestamp.getEpochSecond();
        if (seconds < 0 || seconds > 0xFFFF_FFFFL) {
            throw new EarlyException("the initramfs cannot carry the time " + timestamp
                    + ": a newc archive takes 1970 to 2106; set project.build.outputTimestamp to one of these");
        }
        Path part = destination.resolveSibling(destination.getFileName() + ".part");
        try {
            try {
                try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(part));
                        OutputStream gzip = new GzipCompressorOutputStream(file, gzipParameters());
                        CpioArchiveOutputStream cpio = new CpioArchiveOutputStream(
                                gzip,
                                CpioConstants.FORMAT_NEW,
                                CpioConstants.BLOCK_SIZE,
                                StandardCharsets.UTF_8.name())) {
                    long inode = 0;
                    for (InitramfsEntry entry : initramfs.entries()) {
                        inode++;
                        put(entry, inode, seconds, cpio);
                    }
                    cpio.finish();
                }
                Files.move(part, destination, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new EarlyException("cannot write the initramfs " + destination + ": " + e, e);
        }
    }

    private static GzipParameters gzipParameters() {
        GzipParameters parameters = new GzipParameters();
        parameters.setModificationInstant(Instant.EPOCH);
        parameters.setOS(GzipParameters.OS.UNKNOWN);
        return parameters;
    }

    private static void put(InitramfsEntry entry, long inode, long seconds, CpioArchiveOutputStream cpio)
            throws IOException {
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
            // The archive refuses a file that has another length by now than its header says.
            Files.copy(file.source(), cpio);
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
