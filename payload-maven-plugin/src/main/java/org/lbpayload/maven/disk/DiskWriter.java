// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.lbpayload.format.MalformedImageException;
import org.lbpayload.format.PayloadImage;

/**
 * Writes a payload image to a disk of its own, byte for byte from its start.
 *
 * <p>Behind the image, zeros are written over
 *
 * <ul>
 *   <li>the rest of an older payload image, as far as that one's index and checksum section reach: a reader looks for
 *       the checksum section where the reference part ends, and for a misplaced one at some distances from there, so a
 *       section of a longer image must not stay;
 *   <li>the bytes up to the next multiple of {@value #IMAGE_UNIT}, at which an image with checksums ends, and
 *       {@value #MARGIN} bytes more, for an older image whose index cannot be read any more;
 *   <li>the last {@value #MARGIN} bytes of the disk, where the backup of a GPT and the superblocks of some arrays are,
 *       from which tools would offer to repair what used to be there.
 * </ul>
 *
 * <p>The first {@value Disk#CHUNK} bytes, with the magic, are zeroed first and written last: a disk whose writing was
 * interrupted is no payload disk.
 */
public final class DiskWriter {

    private static final long MARGIN = 1 << 20;

    /** An image with checksums ends at a multiple of this many bytes (FORMAT.md, "Checksum section"). */
    private static final long IMAGE_UNIT = 4096;

    /**
     * Names an image and its target, and states what the user has agreed to.
     *
     * @param image the payload image
     * @param target the disk or file to overwrite
     * @param confirmation the path of the target again, which confirms it; null if the user has not confirmed it
     * @param force whether a partition table or file system on the target may be overwritten
     * @param allowFile whether the target may be a regular file; a missing file is created with the size of the image,
     *     rounded up to a multiple of {@value #IMAGE_UNIT}
     */
    public record Request(Path image, Path target, Path confirmation, boolean force, boolean allowFile) {}

    /**
     * Describes a completed run.
     *
     * @param disk path, model and size of the target
     * @param imageBytes size of the image; all of it was read back and compared
     * @param zeroedBytes number of bytes zeroed behind the image
     * @param pastCache whether the image was read back from the disk itself and not from the kernel's cache
     */
    public record Result(String disk, long imageBytes, long zeroedBytes, boolean pastCache) {}

    private final KernelView kernel;
    private final DiskProgress progress;

    /** Writes to disks of the running kernel. */
    public DiskWriter(DiskProgress progress) {
        this(KernelView.live(), progress);
    }

    DiskWriter(KernelView kernel, DiskProgress progress) {
        this.kernel = kernel;
        this.progress = progress;
    }

    /**
     * Writes an image, syncs, reads back and compares.
     *
     * @throws DiskException if the image is no payload image, if the target is in use, too small, of the wrong kind,
     *     holds something, or is not confirmed (nothing has been written then), or if writing or reading back fails
     */
    public Result write(Request request) throws DiskException {
        try (FileChannel image = FileChannel.open(request.image(), StandardOpenOption.READ)) {
            requirePayload(image, request.image());
            TargetDisk target = TargetDisk.inspect(request.target(), kernel);
            refuseUnlessFit(target, request, image.size());
            return write(image, target);
        } catch (IOException e) {
            throw new DiskException("cannot write " + request.image() + " to " + request.target() + ": " + e, e);
        }
    }

    private static void requirePayload(FileChannel image, Path path) throws DiskException, IOException {
        try {
            PayloadImage.read(image, 0);
        } catch (MalformedImageException e) {
            throw new DiskException(path + " is no payload image: " + e.getMessage() + "; build it anew", e);
        }
    }

    private static void refuseUnlessFit(TargetDisk target, Request request, long imageBytes)
            throws DiskException, IOException {
        boolean isNew = target.kind() == TargetDisk.Kind.NEW_FILE;
        if (target.kind() != TargetDisk.Kind.BLOCK_DEVICE && !request.allowFile()) {
            throw new DiskException(target.path() + (isNew ? " does not exist" : " is a file and no block device")
                    + "; name a disk, or add -Dlbpayload.allowFile to write a file");
        }
        if (!isNew && Files.isSameFile(request.image(), target.path())) {
            throw new DiskException(target.path() + " is the image itself; name another target");
        }
        if (!target.uses().isEmpty()) {
            throw new DiskException(target.description() + " is in use: " + String.join(", ", target.uses())
                    + "; unmount or detach it, or name another disk");
        }
        if (!isNew && target.size() < imageBytes) {
            throw new DiskException(target.description() + " is too small for the " + imageBytes + " bytes of "
                    + request.image() + "; name a larger disk");
        }
        if (!target.contents().isEmpty() && !request.force()) {
            throw new DiskException(target.description() + " holds " + String.join(", ", target.contents())
                    + "; add -Dlbpayload.overwrite if that may be lost");
        }
        if (!target.path().equals(request.confirmation())) {
            throw new DiskException("everything on " + target.description()
                    + " would be lost; if this is the disk you mean, add -Dlbpayload.confirm=" + target.path());
        }
    }

    private Result write(FileChannel image, TargetDisk target) throws IOException, DiskException {
        long end = image.size();
        long firstChunk = Math.min(end, Disk.CHUNK);
        long zeroed;
        try (FileChannel channel = open(target)) {
            long size = target.kind() == TargetDisk.Kind.NEW_FILE ? roundUp(end, IMAGE_UNIT) : target.size();
            long zeroEnd = Math.min(size, Math.max(endOfOlderImage(channel), roundUp(end, IMAGE_UNIT) + MARGIN));
            long lastMargin = Math.max(zeroEnd, size - MARGIN);
            zeroed = zeroEnd - end + (size - lastMargin);
            long total = firstChunk + end + zeroed;
            Disk disk = new Disk(channel, written -> progress.written(written, total));
            disk.zero(0, firstChunk);
            disk.sync();
            disk.copyFrom(image, firstChunk, end);
            disk.zero(end, zeroEnd);
            disk.zero(lastMargin, size);
            disk.sync();
            disk.copyFrom(image, 0, firstChunk);
            disk.sync();
        }
        boolean pastCache = DiskComparison.compare(image, target.path(), progress);
        requireReadable(target.path());
        return new Result(target.description(), end, zeroed, pastCache);
    }

    private static long roundUp(long bytes, long unit) {
        return (bytes + unit - 1) / unit * unit;
    }

    private static FileChannel open(TargetDisk target) throws IOException {
        return target.kind() == TargetDisk.Kind.NEW_FILE
                ? FileChannel.open(
                        target.path(), StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)
                : FileChannel.open(target.path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Bytes from the start of the disk to the end of the payload image that is on it; 0 where none can be read. */
    private static long endOfOlderImage(FileChannel disk) throws IOException {
        try {
            return PayloadImage.hasMagic(disk, 0) ? PayloadImage.read(disk, 0).length() : 0;
        } catch (MalformedImageException e) {
            return 0;
        }
    }

    /** The image was whole, so whatever a reader now objects to lies behind it. */
    private static void requireReadable(Path target) throws IOException, DiskException {
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.READ)) {
            PayloadImage.read(channel, 0);
        } catch (MalformedImageException e) {
            throw new DiskException(
                    "the image is on " + target + ", but what lies behind it spoils it: " + e.getMessage()
                            + "; zero the disk (blkdiscard --zeroout " + target + ") and write it again",
                    e);
        }
    }
}
