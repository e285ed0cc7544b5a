// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.ChecksumSection;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryName;
import org.lbpayload.format.Sha256;
import org.lbpayload.importer.destination.Destination;
import org.lbpayload.importer.destination.TemporaryFile;
import org.lbpayload.importer.disk.OpenImage;
import org.lbpayload.importer.report.ImportException;
import org.lbpayload.importer.report.Plural;
import org.lbpayload.importer.report.Progress;

/** The operation that copies one entry. Several threads can copy parts of the entry at the same time. */
final class EntryCopy {
    /** The minimum size in bytes of the parts of a large entry. Smaller parts would not justify another thread. */
    private static final long PART_BYTES = 8 * 1024 * 1024;

    /** The maximum number of parts, which limits the memory for their checksums. */
    private static final int MAX_PARTS = 4096;

    /** The maximum number of bytes that the kernel copies in one call, small enough for regular progress reports. */
    private static final long TRANSFER_BYTES = 8 * 1024 * 1024;

    private final OpenImage image;
    private final int position;
    private final Entry entry;
    private final Verification verification;
    private final long partBytes;
    private final int[] partCrcs;
    private int partsTaken;
    private int partsDone;
    private @Nullable TemporaryFile file;

    EntryCopy(OpenImage image, int position, Verification verification) {
        this.image = image;
        this.position = position;
        this.entry = image.entry(position);
        this.verification = verification;
        long size = entry.size();
        boolean splittable = size > PART_BYTES && verification == Verification.CRC32 && image.checksums() != null;
        this.partBytes = splittable ? Math.max(PART_BYTES, size / MAX_PARTS + 1) : Math.max(1, size);
        this.partCrcs = new int[(int) Math.max(1, (size - 1) / partBytes + 1)];
    }

    Entry entry() {
        return entry;
    }

    synchronized boolean hasPartsToTake() {
        return partsTaken < partCrcs.length;
    }

    /** Returns whether any thread is copying a part of the entry. */
    synchronized boolean isBusy() {
        return partsDone < partsTaken;
    }

    /** Assigns the next part to the caller and returns the number of the part, from 0. */
    synchronized int takePart() {
        return partsTaken++;
    }

    /**
     * Copies one part.
     *
     * @param buffer a buffer that no other thread uses
     * @return true if this was the last part to finish
     * @throws ImportException if the entry cannot be read or written, or if its content is damaged
     */
    boolean copy(int part, ByteBuffer buffer, Destination destination, Progress progress) throws ImportException {
        ChecksumSection checksums = image.checksums();
        long from = part * partBytes;
        long to = Math.min(entry.size(), from + partBytes);
        if (checksums == null) {
            transfer(from, to, destination, progress);
        } else if (verification == Verification.SHA256) {
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
        if (checksums != null && verification == Verification.CRC32) {
            verifyCrc(checksums);
        }
        return true;
    }

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
                n = image.transfer(
                        entry,
                        at,
                        Math.min(TRANSFER_BYTES, to - at),
                        file(destination).channel());
            } catch (IOException e) {
                throw unwritable(destination, e);
            }
            progress.add(entry.name(), n);
            at += n;
        }
    }

    private int copyWithCrc(long from, long to, ByteBuffer buffer, Destination destination, Progress progress)
            throws ImportException {
        CRC32 crc = new CRC32();
        for (long at = from; at < to; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), to - at));
            image.read(entry, at, buffer);
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
            image.read(entry, at, buffer);
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
        progress.add(entry.name(), buffer.limit());
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
        return new ImportException(image.name() + ": " + nameAndSize() + " at offset " + entry.dataOffset()
                + " is damaged: expected " + expected + ", found " + found + ": write the image again");
    }

    private ImportException unwritable(Destination destination, IOException e) {
        return new ImportException("cannot write " + nameAndSize() + " to " + destination.name(), e);
    }

    private String nameAndSize() {
        return EntryName.printable(entry.name()) + " (" + Plural.of(entry.size(), "byte") + ")";
    }

    /** Syncs the complete file and renames it to its final name. */
    void commit(Destination destination) throws ImportException {
        try {
            file(destination).commit(destination.path(entry.name()));
        } catch (IOException e) {
            throw unwritable(destination, e);
        }
    }

    /** Deletes the temporary file unless it was committed. */
    synchronized void discard() {
        if (file != null) {
            file.discard();
        }
    }
}
