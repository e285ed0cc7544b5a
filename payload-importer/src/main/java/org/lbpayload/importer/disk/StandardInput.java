// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.PayloadImage;
import org.lbpayload.importer.report.ImportException;
import org.lbpayload.importer.report.Reason;

/** An image on standard input. A file or disk is read in place; a stream is first stored in a temporary file. */
public final class StandardInput {
    private static final int BUFFER_BYTES = 128 * 1024;

    private final InputStream in;
    private final @Nullable FileChannel file;

    public StandardInput(InputStream in) {
        this.in = in;
        this.file = seekable(in);
    }

    private static @Nullable FileChannel seekable(InputStream in) {
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

    /** Returns whether standard input is a stream, which can be read only once and in order. */
    public boolean isStream() {
        return file == null;
    }

    /**
     * Opens the image if standard input is a file or a disk. The offset of the location is relative to the current
     * position of standard input.
     *
     * @throws ImportException if standard input is a stream, or if the image is malformed or cannot be read
     */
    public OpenImage open(ImageLocation location) throws ImportException {
        FileChannel channel = file();
        return OpenImage.read(location, channel, offset(location, channel));
    }

    /** Returns whether the magic of an image is at the location. */
    public boolean hasMagic(ImageLocation location) throws ImportException {
        FileChannel channel = file();
        try {
            return PayloadImage.hasMagic(channel, offset(location, channel));
        } catch (IOException e) {
            throw new ImportException("cannot read standard input", e);
        }
    }

    /**
     * Stores the stream in a file and opens the image in that file.
     *
     * @param storage an empty file, which is closed when the image is closed or this method fails
     * @param storageName the name of the directory that contains {@code storage}, for messages
     */
    public OpenImage store(ImageLocation location, FileChannel storage, String storageName) throws ImportException {
        boolean stored = false;
        try {
            copyTo(storage);
            stored = true;
        } catch (IOException e) {
            throw new ImportException("cannot store standard input in " + storageName + ": " + Reason.of(e));
        } finally {
            if (!stored) {
                OpenImage.closeQuietly(storage);
            }
        }
        return OpenImage.read(location, storage, location.offset());
    }

    private FileChannel file() throws ImportException {
        if (file == null) {
            throw new ImportException(
                    "standard input is a stream, expected a file or a disk: redirect a file, or name a path");
        }
        return file;
    }

    private static long offset(ImageLocation location, FileChannel channel) throws ImportException {
        try {
            long position = channel.position();
            return position + Math.min(location.offset(), Long.MAX_VALUE - position); // without overflow
        } catch (IOException e) {
            throw new ImportException("cannot read the position of standard input", e);
        }
    }

    private void copyTo(FileChannel out) throws IOException {
        byte[] bytes = new byte[BUFFER_BYTES];
        for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, n);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        }
    }
}
