// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.StandardOpenOption;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryChecksum;
import org.lbpayload.format.EntrySizeException;
import org.lbpayload.format.PayloadWriter;
import org.lbpayload.format.Sha256;

/** A copier of sources into the image. Each source is read only once, both for the copy and for the checksums. */
final class EntryCopier {
    private final PayloadWriter writer;
    private final boolean checksums;

    EntryCopier(PayloadWriter writer, boolean checksums) {
        this.writer = writer;
        this.checksums = checksums;
    }

    /**
     * Copies one source. This method is thread-safe.
     *
     * @return the checksums; null if neither the image nor the source requires checksums
     * @throws ImageException if the source cannot be read, has changed, or differs from its pinned SHA-256
     * @throws IOException if the image cannot be written
     */
    EntryChecksum copy(Entry entry, SourceFile file) throws ImageException, IOException {
        EntryChecksum checksum = null;
        try (SourceChannel in = new SourceChannel(file.source())) {
            if (checksums || file.source().sha256().isPresent()) {
                checksum = writer.writeData(entry, in);
            } else {
                writer.copyData(entry, in);
            }
        } catch (EntrySizeException e) {
            throw file.changed(e.getMessage());
        } catch (SourceException e) {
            throw SourceFile.unreadable(file.source(), e.reason);
        }
        file.requireUnchanged();
        checkPin(file.source(), checksum);
        return checksum;
    }

    private static void checkPin(ImageSource source, EntryChecksum checksum) throws ImageException {
        if (source.sha256().isEmpty()) {
            return;
        }
        String expected = source.sha256().get();
        String found = Sha256.hex(checksum.sha256());
        if (!found.equals(expected)) {
            throw new ImageException(source.origin() + ": " + source.path() + " differs from the pinned distfile:"
                    + " expected SHA-256 " + expected + ", found " + found
                    + "; run lbpayload:fetch to replace the file");
        }
    }

    /** A failure to read a source, as opposed to a failure to write the image. */
    private static final class SourceException extends IOException {
        private static final long serialVersionUID = 1L;

        private final IOException reason;

        SourceException(IOException cause) {
            super(cause);
            this.reason = cause;
        }
    }

    private static final class SourceChannel implements ReadableByteChannel {
        private final FileChannel channel;

        SourceChannel(ImageSource source) throws SourceException {
            try {
                channel = FileChannel.open(source.path(), StandardOpenOption.READ);
            } catch (IOException e) {
                throw new SourceException(e);
            }
        }

        @Override
        public int read(ByteBuffer buffer) throws SourceException {
            try {
                return channel.read(buffer);
            } catch (IOException e) {
                throw new SourceException(e);
            }
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
