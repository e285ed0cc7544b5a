// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.lbpayload.format.ChecksumSection;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryChecksum;
import org.lbpayload.format.MalformedImageException;
import org.lbpayload.format.PayloadImage;
import org.lbpayload.format.Sha256;
import org.lbpayload.maven.io.Reason;

/** A reader for an existing payload image. */
public final class ImageReader implements Closeable {
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int SIGNATURE_BYTES = 16;

    private final Path file;
    private final String parameter;
    private final FileChannel channel;
    private final PayloadImage image;

    /**
     * Opens an image and validates its structure.
     *
     * @param file an image, or a disk that starts with an image
     * @throws ImageException if the file cannot be read or is not a valid image
     */
    public ImageReader(Path file) throws ImageException {
        this(file, "<imageFile>");
    }

    /**
     * Opens an image and validates its structure.
     *
     * @param file an image, or a disk that starts with an image
     * @param parameter the parameter that names the image
     * @throws ImageException if the file cannot be read or is not a valid image
     */
    public ImageReader(Path file, String parameter) throws ImageException {
        this.file = file;
        this.parameter = parameter;
        FileChannel opened = null;
        PayloadImage read = null;
        try {
            opened = FileChannel.open(file);
            read = PayloadImage.read(opened, 0);
        } catch (MalformedImageException e) {
            throw new ImageException(parameter + ": " + file + problem(opened, e), e);
        } catch (IOException e) {
            throw unreadable(e);
        } finally {
            if (read == null && opened != null) {
                closeQuietly(opened);
            }
        }
        this.channel = opened;
        this.image = read;
    }

    private static String problem(FileChannel channel, MalformedImageException malformed) {
        try {
            ByteBuffer start = ByteBuffer.allocate(SIGNATURE_BYTES);
            channel.read(start, 0);
            String format = CompressorStreamFactory.detect(new ByteArrayInputStream(start.array()));
            return " is compressed (" + format + "), not a payload image: decompress it";
        } catch (IOException e) {
            return ": " + malformed.getMessage() + ": build or copy the image again";
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            return; // closing a read-only channel cannot lose data
        }
    }

    private ImageException unreadable(IOException cause) {
        return new ImageException(
                parameter + ": cannot read " + file + ": " + Reason.of(cause, file)
                        + "; run lbpayload:build, or name another image",
                cause);
    }

    public PayloadImage image() {
        return image;
    }

    /**
     * Reads the data of all entries and computes their checksums.
     *
     * @return the checksum section of an image with this data
     * @throws ImageException if the image cannot be read
     */
    public ChecksumSection compute() throws ImageException {
        try {
            return ChecksumSection.of(
                    image.index(), Arrays.asList(EntryPool.forEach(image.index().entries(), this::compute)));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private EntryChecksum compute(Entry entry) throws IOException {
        CRC32 crc32 = new CRC32();
        MessageDigest sha256 = Sha256.newDigest();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, entry.size()));
        for (long at = entry.dataOffset(); at < entry.end(); at += buffer.position()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), entry.end() - at));
            if (channel.read(buffer, at) < 0) {
                throw new EOFException("the file was truncated during the read");
            }
            crc32.update(buffer.array(), 0, buffer.position());
            sha256.update(buffer.array(), 0, buffer.position());
        }
        return new EntryChecksum((int) crc32.getValue(), sha256.digest());
    }

    /** Closes the image. Failures are ignored, because nothing was written. */
    @Override
    public void close() {
        closeQuietly(channel);
    }
}
