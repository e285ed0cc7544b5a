// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** An image on standard input: read in place where that is a file or a disk, else kept in a file first. */
final class StandardInput {
    private static final int BUFFER_BYTES = 128 * 1024;

    private StandardInput() {}

    /** @param destination where a stream is kept until it is imported; locked then */
    static Source open(Disk disk, InputStream in, Destination destination) throws ImportException {
        FileChannel seekable = seekable(in);
        if (seekable != null) {
            return Source.read(disk, seekable, start(disk, seekable));
        }
        if (!destination.isLocked()) {
            destination.lock();
        }
        FileChannel spool = destination.createUnnamed();
        boolean whole = false;
        try {
            copy(in, spool);
            whole = true;
        } catch (IOException e) {
            throw new ImportException("cannot keep standard input in " + destination.name(), e);
        } finally {
            if (!whole) {
                Source.closeQuietly(spool);
            }
        }
        return Source.read(disk, spool, disk.offset());
    }

    /** Standard input as something that can be read at any place, or null where it is a stream. */
    static @Nullable FileChannel seekable(InputStream in) {
        if (!(in instanceof FileInputStream)) {
            return null;
        }
        FileChannel channel = ((FileInputStream) in).getChannel();
        try {
            return channel.size() > 0 ? channel : null;
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Where the image begins: counted from where whoever read before us has stopped, which is the start of what we have
     * opened ourselves.
     */
    static long start(Disk disk, FileChannel channel) throws ImportException {
        try {
            long position = channel.position();
            return position + Math.min(disk.offset(), Long.MAX_VALUE - position); // beyond any end is far enough
        } catch (IOException e) {
            throw new ImportException("cannot tell the position of standard input", e);
        }
    }

    private static void copy(InputStream in, FileChannel out) throws IOException {
        byte[] bytes = new byte[BUFFER_BYTES];
        for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, n);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        }
    }
}
