// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

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

/** Finds out which files of the right size have the right content, and brings those to stable storage. */
final class WholeFiles extends Work {
    private final Source source;
    private final int[] positions;
    private final boolean[] whole;
    private final Destination destination;
    private final boolean wantsSha256;
    private final Progress progress;
    private int next;

    private WholeFiles(
            Source source,
            int[] positions,
            boolean[] whole,
            Destination destination,
            boolean wantsSha256,
            Progress progress) {
        this.source = source;
        this.positions = positions;
        this.whole = whole;
        this.destination = destination;
        this.wantsSha256 = wantsSha256;
        this.progress = progress;
    }

    /** @param whole by index of {@code positions}: which to look into, and after that, which are whole */
    static void verify(
            Source source,
            int[] positions,
            boolean[] whole,
            Destination destination,
            int threads,
            boolean wantsSha256,
            Progress progress,
            Report report)
            throws ImportException {
        WholeFiles files = new WholeFiles(source, positions, whole, destination, wantsSha256, progress);
        files.finish(threads, source.largest(positions), report);
        files.rethrow();
    }

    @Override
    boolean step(ByteBuffer buffer) throws ImportException {
        int i = next();
        if (i < 0) {
            return false;
        }
        Path path = destination.path(source.entry(positions[i]).name());
        boolean isWhole;
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            isWhole = isWhole(file, positions[i], buffer);
            if (isWhole) {
                file.force(true); // whoever wrote it may not have
            }
        } catch (IOException e) {
            isWhole = false; // what cannot be read is copied again
        }
        synchronized (this) {
            whole[i] = isWhole;
        }
        return true;
    }

    private synchronized int next() {
        while (next < whole.length && !whole[next]) {
            next++;
        }
        return next < whole.length ? next++ : -1;
    }

    private boolean isWhole(FileChannel file, int position, ByteBuffer buffer) throws IOException, ImportException {
        Entry entry = source.entry(position);
        if (source.checksums() == null) {
            return isSame(file, entry, buffer);
        }
        if (wantsSha256) {
            return Arrays.equals(source.checksums().sha256(position), sha256(file, entry, buffer));
        }
        return source.checksums().crc32(position) == crc32(file, entry, buffer);
    }

    private int crc32(FileChannel file, Entry entry, ByteBuffer buffer) throws IOException {
        CRC32 crc = new CRC32();
        buffer.clear();
        while (file.read(buffer) >= 0) {
            buffer.flip();
            progress.copied(entry, buffer.limit());
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
            progress.copied(entry, buffer.limit());
            digest.update(buffer);
            buffer.clear();
        }
        return digest.digest();
    }

    /** Compares with the image: half the buffer for either. */
    private boolean isSame(FileChannel file, Entry entry, ByteBuffer buffer) throws IOException, ImportException {
        buffer.clear().limit(buffer.capacity() / 2);
        ByteBuffer ours = buffer.slice();
        buffer.limit(buffer.capacity()).position(buffer.capacity() / 2);
        ByteBuffer theirs = buffer.slice();
        for (long at = 0; at < entry.size(); at += ours.limit()) {
            int n = (int) Math.min(ours.capacity(), entry.size() - at);
            ours.clear().limit(n);
            theirs.clear().limit(n);
            source.read(entry, at, ours);
            while (theirs.hasRemaining()) {
                if (file.read(theirs) < 0) {
                    return false;
                }
            }
            progress.copied(entry, n);
            ours.flip();
            theirs.flip();
            if (!ours.equals(theirs)) {
                return false;
            }
        }
        return true;
    }
}
