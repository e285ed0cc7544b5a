// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.ChecksumSection;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryName;
import org.lbpayload.format.Sha256;

/** One entry on its way from a disk to its place. Its parts may be copied by several threads at a time. */
final class FileCopy {
    /** Large enough that a part is worth a thread's while. */
    private static final long PART_BYTES = 8 * 1024 * 1024;

    /** Bounds the memory for the parts' checksums, however large the entry. */
    private static final int MAX_PARTS = 4096;

    /** What the kernel is asked to copy in one go, small enough to see that it goes on. */
    private static final long TRANSFER_BYTES = 8 * 1024 * 1024;

    private final Source source;
    private final int position;
    private final Entry entry;
    private final boolean wantsSha256;
    private final long partBytes;
    private final int[] partCrcs;
    private int partsTaken;
    private int partsDone;
    private @Nullable TemporaryFile file;

    /** @param wantsSha256 whether the content is verified by SHA-256 rather than CRC-32 */
    FileCopy(Source source, int position, boolean wantsSha256) {
        this.source = source;
        this.position = position;
        this.entry = source.entry(position);
        this.wantsSha256 = wantsSha256;
        long size = entry.size();
        boolean splittable = size > PART_BYTES && !wantsSha256 && source.checksums() != null;
        this.partBytes = splittable ? Math.max(PART_BYTES, size / MAX_PARTS + 1) : Math.max(1, size);
        this.partCrcs = new int[(int) Math.max(1, (size - 1) / partBytes + 1)];
    }

    Entry entry() {
        return entry;
    }

    synchronized boolean hasPartsToTake() {
        return partsTaken < partCrcs.length;
    }

    /** Whether some thread is copying a part. */
    synchronized boolean isBusy() {
        return partsDone < partsTaken;
    }

    /** The number of a part that whoever calls this is to copy. */
    synchronized int takePart() {
        return partsTaken++;
    }

    /**
     * Copies one part.
     *
     * @return whether it was the last to be done, so that the file is whole and verified
     */
    boolean copy(int part, ByteBuffer buffer, Destination destination, Progress progress) throws ImportException {
        ChecksumSection checksums = source.checksums();
        long from = part * partBytes;
        long to = Math.min(entry.size(), from + partBytes);
        if (checksums == null) {
            transfer(from, to, destination, progress);
        } else if (wantsSha256) {
            copyWithSha256(checksums, buffer, destination, progress);
        } else {
            partCrcs[part] = copyWithCrc(from, to, buffer, destination, progress);
        }
        synchronized (this) {
            partsDone++;
            if (partsDone < partCrcs.length) {
                return false;
            }
        }
        if (checksums != null && !wantsSha256) {
            verifyCrc(checksums);
        }
        return true;
    }

    /** What the parts are written to: made for the first of them. */
    private synchronized TemporaryFile file(Destination destination) throws ImportException {
        if (file == null) {
            file = destination.createTemporary();
        }
        return file;
    }

    private void transfer(long from, long to, Destination destination, Progress progress) throws ImportException {
        for (long at = from; at < to; ) {
            long n;
            try {
                n = source.transfer(
                        entry,
                        at,
                        Math.min(TRANSFER_BYTES, to - at),
                        file(destination).channel());
            } catch (IOException e) {
                throw unwritable(destination, e);
            }
            progress.copied(entry, n);
            at += n;
        }
    }

    private int copyWithCrc(long from, long to, ByteBuffer buffer, Destination destination, Progress progress)
            throws ImportException {
        CRC32 crc = new CRC32();
        for (long at = from; at < to; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), to - at));
            source.read(entry, at, buffer);
            buffer.flip();
            crc.update(buffer);
            write(buffer, at, destination, progress);
        }
        return (int) crc.getValue();
    }

    private void copyWithSha256(
            ChecksumSection checksums, ByteBuffer buffer, Destination destination, Progress progress)
            throws ImportException {
        MessageDigest digest = Sha256.newDigest();
        for (long at = 0; at < entry.size(); at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), entry.size() - at));
            source.read(entry, at, buffer);
            buffer.flip();
            digest.update(buffer);
            write(buffer, at, destination, progress);
        }
        String found = Sha256.hex(digest.digest());
        String expected = Sha256.hex(checksums.sha256(position));
        if (!found.equals(expected)) {
            throw damaged("SHA-256 " + expected, found);
        }
    }

    private void write(ByteBuffer buffer, long at, Destination destination, Progress progress) throws ImportException {
        buffer.rewind();
        try {
            file(destination).write(buffer, at);
        } catch (IOException e) {
            throw unwritable(destination, e);
        }
        progress.copied(entry, buffer.limit());
    }

    private void verifyCrc(ChecksumSection checksums) throws ImportException {
        int found = partCrcs[0];
        for (int i = 1; i < partCrcs.length; i++) {
            long bytes = Math.min(partBytes, entry.size() - i * partBytes);
            found = Crc32Combination.combine(found, partCrcs[i], bytes);
        }
        int expected = checksums.crc32(position);
        if (found != expected) {
            throw damaged("CRC-32 " + hex(expected), hex(found));
        }
    }

    private static String hex(int crc) {
        String digits = Integer.toHexString(crc);
        return "00000000".substring(digits.length()) + digits;
    }

    private ImportException damaged(String expected, String found) {
        return new ImportException(source.name() + ": " + EntryName.printable(entry.name()) + ", " + entry.size()
                + " bytes at offset " + entry.dataOffset() + ", is damaged: expected " + expected + ", found " + found);
    }

    private ImportException unwritable(Destination destination, IOException e) {
        return new ImportException(
                "cannot write " + EntryName.printable(entry.name()) + ", " + entry.size() + " bytes, to "
                        + destination.name(),
                e);
    }

    /** Brings the whole file to stable storage and to its name. */
    void commit(Destination destination) throws ImportException {
        try {
            file(destination).commit(destination.path(entry.name()));
        } catch (IOException e) {
            throw unwritable(destination, e);
        }
    }

    /** Removes what is not whole. */
    synchronized void discard() {
        if (file != null) {
            file.discard();
        }
    }
}
