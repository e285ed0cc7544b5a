// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.lbpayload.format.EntryName;
import org.lbpayload.format.MalformedImageException;
import org.lbpayload.format.PayloadImage;
import org.lbpayload.importer.report.Reason;

/** A probe that checks whether a disk contains a payload image. */
final class DiskProbe {
    /** The size of a u32 image without entries, which consists of the magic and the number of entries. */
    private static final int SMALLEST_IMAGE_BYTES = 12;

    private final DeviceOpener opener;

    DiskProbe(DeviceOpener opener) {
        this.opener = opener;
    }

    /**
     * Opens a disk, reads the index and checksums of its image, and closes the disk. The data of the entries is not
     * verified.
     *
     * @param offset the expected offset of the image, in bytes, 0 or more
     */
    ProbeResult probe(Device device, long offset) {
        FileChannel opened;
        try {
            opened = opener.open(device);
        } catch (IOException e) {
            return notOpened(device, reason(e));
        }
        try (FileChannel channel = opened) {
            return read(device, channel, offset);
        } catch (MalformedImageException e) {
            return ProbeResult.malformed(device, e);
        } catch (IOException e) {
            return ProbeResult.noPayload(device, ProbeResult.Verdict.UNREADABLE, reason(e));
        }
    }

    /**
     * Returns the result for a disk that cannot be opened. A drive of size 0 is empty. Otherwise, only the error text
     * identifies an empty drive or a node without a device. The English texts of glibc and musl are recognized. With
     * any other text, the disk counts as unreadable.
     */
    private static ProbeResult notOpened(Device device, String reason) {
        ProbeResult.Verdict verdict = ProbeResult.Verdict.UNREADABLE;
        if (device.size() == 0 || reason.equals("No medium found")) {
            verdict = ProbeResult.Verdict.NO_MEDIUM;
        } else if (reason.startsWith("No such device") && device.origin() == Device.Origin.DEV) {
            verdict = ProbeResult.Verdict.NO_DEVICE;
        }
        return ProbeResult.noPayload(device, verdict, reason);
    }

    private static String reason(IOException e) {
        return EntryName.printable(Reason.of(e));
    }

    private static ProbeResult read(Device device, FileChannel channel, long offset) throws IOException {
        long size = channel.size();
        if (size == 0 && device.size() > 0) {
            throw new IOException("expected " + device.size() + " bytes, found 0");
        }
        if (offset > size - SMALLEST_IMAGE_BYTES) {
            return ProbeResult.noPayload(device, ProbeResult.Verdict.TOO_SMALL, size + " bytes");
        }
        if (!PayloadImage.hasMagic(channel, offset)) {
            String compression = Compression.foundAt(channel, offset);
            return ProbeResult.noPayload(
                    device,
                    ProbeResult.Verdict.NO_MAGIC,
                    "expected LBPAYLD1 at offset " + offset + ", found "
                            + (compression == null ? "other bytes" : compression));
        }
        return ProbeResult.payload(device, PayloadImage.read(channel, offset));
    }
}
