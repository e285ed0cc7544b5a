// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.lbpayload.format.EntryName;
import org.lbpayload.format.MalformedImageException;
import org.lbpayload.format.PayloadImage;

/** Looks at disks one at a time: makes the node where it is missing, opens it, reads the index, closes it. */
final class DiskProbe {
    /** Magic and count of an empty image of the narrower layout. */
    private static final int SMALLEST_IMAGE_BYTES = 12;

    private final DeviceNodes nodes;
    private final NodeMaker maker;

    DiskProbe(DeviceNodes nodes, NodeMaker maker) {
        this.nodes = nodes;
        this.maker = maker;
    }

    /**
     * Says what is on a disk. It is a payload disk only if the whole index of an image validates; no file is verified.
     *
     * @param start where on the disk the image would begin, in bytes, 0 or more
     */
    Candidate probe(Device device, long start) {
        try {
            checkNode(device);
        } catch (IOException e) {
            return Candidate.not(device, Candidate.Verdict.UNREADABLE, reason(e));
        }
        FileChannel opened;
        try {
            opened = FileChannel.open(device.node(), StandardOpenOption.READ);
        } catch (IOException e) {
            return notOpened(device, reason(e));
        }
        try (FileChannel channel = opened) {
            return read(device, channel, start);
        } catch (MalformedImageException e) {
            return Candidate.not(device, Candidate.Verdict.MALFORMED, ImportException.reason(e));
        } catch (IOException e) {
            return Candidate.not(device, Candidate.Verdict.UNREADABLE, reason(e));
        }
    }

    /** Nothing but a block device or a file is ever opened: to open a fifo waits, to open a watchdog arms it. */
    private void checkNode(Device device) throws IOException {
        Path node = device.node();
        DeviceNumber found = nodes.blockDevice(node);
        if (found == null && device.number() != null && Files.notExists(node)) {
            maker.make(node, device.number());
            found = nodes.blockDevice(node);
        }
        if (found != null && device.number() != null && !found.equals(device.number())) {
            throw new IOException("its node is that of device " + found + ", expected " + device.number()
                    + ": remove the node, and it is made anew");
        }
        boolean isNamedFile = device.source() == Device.Source.NAMED && Files.isRegularFile(node);
        if (found == null && !isNamedFile) {
            throw new IOException(
                    Files.notExists(node)
                            ? "no such file or directory"
                            : "neither a block device nor a file: name another one");
        }
    }

    /**
     * A drive of no bytes is an empty one. Where nobody tells the size, and for a node without a device, there is
     * nothing but the system's error text, which glibc and musl word alike in English, and other languages otherwise:
     * what is not recognized counts as unreadable.
     */
    private static Candidate notOpened(Device device, String reason) {
        Candidate.Verdict verdict = Candidate.Verdict.UNREADABLE;
        if (device.size() == 0 || reason.equals("No medium found")) {
            verdict = Candidate.Verdict.NO_MEDIUM;
        } else if (reason.startsWith("No such device") && device.source() == Device.Source.DEV) {
            verdict = Candidate.Verdict.NO_DEVICE;
        }
        return Candidate.not(device, verdict, reason);
    }

    private static String reason(IOException e) {
        return EntryName.printable(ImportException.reason(e));
    }

    private static Candidate read(Device device, FileChannel channel, long start) throws IOException {
        long size = channel.size();
        if (size == 0 && device.size() > 0) {
            throw new IOException("it shows 0 bytes when opened, expected " + device.size());
        }
        if (start > size - SMALLEST_IMAGE_BYTES) {
            return Candidate.not(device, Candidate.Verdict.TOO_SMALL, "it has " + size + " bytes");
        }
        if (!PayloadImage.hasMagic(channel, start)) {
            return Candidate.not(
                    device, Candidate.Verdict.NO_MAGIC, "expected LBPAYLD1 at offset " + start + ", found other bytes");
        }
        return Candidate.payload(device, PayloadImage.read(channel, start));
    }
}
