// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.lbpayload.format.Entry;
import org.lbpayload.format.Sha256;
import org.lbpayload.importer.destination.Destination;
import org.lbpayload.importer.disk.OpenImage;
import org.lbpayload.importer.report.ImportException;
import org.lbpayload.importer.report.Progress;
import org.lbpayload.importer.report.Report;

/** A verifier of existing files whose size matches the entry. The verifier also syncs the intact files. */
final class ExistingFileVerifier {
    private final OpenImage image;
    private final int[] positions;
    private final boolean[] intact;
    private final Destination destination;
    private final Verification verification;
    private final Progress progress;
    private int next;

    private ExistingFileVerifier(
            OpenImage image,
            int[] positions,
            boolean[] intact,
            Destination destination,
            Verification verification,
            Progress progress) {
        this.image = image;
        this.positions = positions;
        this.intact = intact;
        this.destination = destination;
        this.verification = verification;
        this.progress = progress;
    }

    /**
     * Verifies existing files against the entries of an image.
     *
     * @param positions the positions of the entries in the index
     * @param intact an array with one element per position. Before the call, the elements of the files to verify are
     *     true. Afterwards, only the elements of the intact files are true.
     */
    static void verify(
            OpenImage image,
            int[] positions,
            boolean[] intact,
            Destination destination,
            int threads,
            Verification verification,
            Progress progress,
            Report report)
            throws ImportException {
        ExistingFileVerifier verifier =
                new ExistingFileVerifier(image, positions, intact, destination, verification, progress);
        FirstFailure failure = new FirstFailure();
        WorkerPool.run(verifier::verifyNext, threads, image.largest(positions), failure, report);
        failure.rethrow();
    }

    private boolean verifyNext(ByteBuffer buffer) throws ImportException {
        int i = next();
        if (i < 0) {
            return false;
        }
        Path path = destination.path(image.entry(positions[i]).name());
        boolean isIntact;
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            isIntact = isIntact(file, positions[i], buffer);
            if (isIntact) {
                file.force(true); // the program that wrote the file may not have synced it
            }
        } catch (IOException e) {
            isIntact = false; // a file that cannot be read is copied again
        }
        synchronized (this) {
            intact[i] = isIntact;
        }
        return true;
    }

    private synchronized int next() {
        while (next < intact.length && !intact[next]) {
            next++;
        }
        return next < intact.length ? next++ : -1;
    }

    private boolean isIntact(FileChannel file, int position, ByteBuffer buffer) throws IOException, ImportException {
        Entry entry = image.entry(position);
        if (image.checksums() == null) {
            return isSame(file, entry, buffer);
        }
        if (verification == Verification.SHA256) {
            return Arrays.equals(image.checksums().sha256(position), sha256(file, entry, buffer));
        }
        return image.checksums().crc32(position) == crc32(file, entry, buffer);
    }

    private int crc32(FileChannel file, Entry entry, ByteBuffer buffer) throws IOException {
        CRC32 crc = new CRC32();
        buffer.clear();
        while (file.read(buffer) >= 0) {
            buffer.flip();
            progress.add(entry.name(), buffer.limit());
            crc.update(buffer);
            buffer.clear();
        }
        return (int) crc.getValue();
    }

    private byte[] sha256(FileChannel file, Entry entry, ByteBuffer buffer) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        buffer.clear();
        while (file.read(buffer) >= 0) {
            buffer.flip();
            progress.add(entry.name(), buffer.limit());
            digest.update(buffer);
            buffer.clear();
        }
        return digest.digest();
    }

    /** Compares a file with the entry in the image. The file and the entry each use half of the buffer. */
    private boolean isSame(FileChannel file, Entry entry, ByteBuffer buffer) throws IOException, ImportException {
        buffer.clear().limit(buffer.capacity() / 2);
        ByteBuffer expected = buffer.slice();
        buffer.limit(buffer.capacity()).position(buffer.capacity() / 2);
        ByteBuffer found = buffer.slice();
        for (long at = 0; at < entry.size(); at += expected.limit()) {
            int n = (int) Math.min(expected.capacity(), entry.size() - at);
            expected.clear().limit(n);
            found.clear().limit(n);
            image.read(entry, at, expected);
            while (found.hasRemaining()) {
                if (file.read(found) < 0) {
                    return false;
                }
            }
            progress.add(entry.name(), n);
            expected.flip();
            found.flip();
            if (!expected.equals(found)) {
                return false;
            }
        }
        return true;
    }
}
