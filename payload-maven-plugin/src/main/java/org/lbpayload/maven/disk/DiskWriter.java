// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;
import org.lbpayload.format.MalformedImageException;
import org.lbpayload.format.PayloadImage;
import org.lbpayload.maven.early.EarlyImage;
import org.lbpayload.maven.io.Reason;

/**
 * A writer that copies a payload image, or an early image for builder-hex0, to the start of a disk.
 *
 * <p>In addition, these parts of the disk are zeroed:
 *
 * <ul>
 *   <li>the remainder of an older payload image. An importer looks for a checksum section at several offsets, so the
 *       checksum section of a longer image must not remain;
 *   <li>at least {@value #MARGIN} bytes after the image, because the size of an older image is unknown if its index is
 *       damaged;
 *   <li>the last {@value #MARGIN} bytes of the disk. These bytes can contain the backup of a partition table or the
 *       header of an array, from which tools could restore the previous content.
 * </ul>
 *
 * <p>The first {@value #HEAD} bytes, which contain the magic, are zeroed first and written last. After an interrupted
 * run, the disk is therefore not a payload disk.
 */
public final class DiskWriter {
    private static final long MARGIN = 1 << 20;
    private static final long HEAD = 1 << 20;

    /**
     * An image is padded with zeros to a multiple of this number of bytes, as images with checksums already are
     * (FORMAT.md, "Checksum section").
     */
    private static final long PADDING = 4096;

    /**
     * The maximum time to wait for other processes to close the disk. udev and similar programs open a disk briefly
     * after each change.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /**
     * An image, the disk to overwrite, and the user's consent.
     *
     * @param image the payload image or early image
     * @param target the disk or file to overwrite
     * @param confirmation the path of the disk again, as the user's consent to the loss of all data on the disk; null
     *     if the user has not consented
     * @param overwrite whether a partition table or file system on the disk may be overwritten
     * @param allowFile whether {@code target} may be a regular file; a missing file is created with the size of the
     *     image, rounded up to a multiple of {@value #PADDING} bytes
     */
    public record Request(Path image, Path target, Path confirmation, boolean overwrite, boolean allowFile) {}

    /**
     * The result of a completed run.
     *
     * @param disk the path, model and size of the disk
     * @param imageBytes the size of the image, which was read back and compared
     * @param zeroedBytes the number of bytes zeroed after the image and at the end of the disk
     * @param pastCache whether the image was read back from the disk itself and not from the kernel's cache
     */
    public record Result(String disk, long imageBytes, long zeroedBytes, boolean pastCache) {}

    @FunctionalInterface
    interface Inspector {

        /**
         * Examines a disk or file.
         *
         * @param path the path of the disk or file, which need not exist
         * @param ownDescriptors the number of file descriptors that the caller has open for the disk or file
         * @throws DiskException if the path names neither a block device nor a regular file, or names a block device
         *     that sysfs does not contain
         */
        TargetDisk inspect(Path path, long ownDescriptors) throws DiskException, IOException;
    }

    private final Inspector inspector;
    private final DiskProgress progress;
    private final Consumer<String> warnings;

    /**
     * Creates a writer for the disks of the running kernel.
     *
     * @param warnings a consumer that receives a warning about each check that was not possible, before anything is
     *     written
     */
    public DiskWriter(DiskProgress progress, Consumer<String> warnings) {
        this(new DiskInspector(KernelView.live(), DiskTools.installed(), PATIENCE), progress, warnings);
    }

    DiskWriter(Inspector inspector, DiskProgress progress, Consumer<String> warnings) {
        this.inspector = inspector;
        this.progress = progress;
        this.warnings = warnings;
    }

    /**
     * Writes an image, syncs the disk, and verifies the image by reading it back.
     *
     * @throws DiskException if the image is neither a payload image nor an early image, the disk fails a check, or
     *     writing or reading back fails; if a check fails, nothing has been written
     */
    public Result write(Request request) throws DiskException {
        try (FileChannel image = FileChannel.open(request.image(), StandardOpenOption.READ)) {
            requireImage(image, request.image());
            TargetDisk target = inspector.inspect(request.target(), 0);
            refuseUnlessFit(target, request, image.size());
            for (String check : target.use().unchecked()) {
                warnings.accept(target.path() + ": could not check " + check);
            }
            return write(image, request, target);
        } catch (AccessDeniedException e) {
            throw new DiskException(e.getFile() + " cannot be opened: permission denied; run Maven as root", e);
        } catch (IOException e) {
            throw new DiskException(
                    "cannot write " + request.image() + " to " + request.target() + ": " + Reason.of(e) + "; "
                            + remedy(e),
                    e);
        }
    }

    private static String remedy(IOException e) {
        String reason = Reason.of(e);
        if (reason.contains("Operation not permitted") || reason.contains("Read-only file system")) {
            return "the disk is write-protected: remove the protection, or name another disk";
        }
        if (reason.contains("No space left on device")) {
            return "free some space, or name a larger disk";
        }
        if (reason.contains("Input/output error") || reason.contains("No such device")) {
            return "the disk failed or was removed: see the kernel's log (dmesg), and try another disk";
        }
        return "see the kernel's log (dmesg), and run the goal again";
    }

    private static void requireImage(FileChannel image, Path path) throws DiskException, IOException {
        if (!PayloadImage.hasMagic(image, 0) && EarlyImage.startsIn(image)) {
            return;
        }
        try {
            PayloadImage.read(image, 0);
        } catch (MalformedImageException e) {
            throw new DiskException(
                    path + " is neither a payload image nor an early image: " + e.getMessage()
                            + "; build the image again",
                    e);
        }
    }

    private static void refuseUnlessFit(TargetDisk target, Request request, long imageBytes)
            throws DiskException, IOException {
        boolean isMissing = target.kind() == TargetDisk.Kind.MISSING_FILE;
        if (target.kind() != TargetDisk.Kind.BLOCK_DEVICE && !request.allowFile()) {
            throw new DiskException(target.path() + (isMissing ? " does not exist" : " is a file, not a block device")
                    + "; name a disk, or add -Dlbpayload.allowDiskFile to write to a file");
        }
        if (!isMissing && Files.isSameFile(request.image(), target.path())) {
            throw new DiskException(target.path() + " is the image itself; name another disk");
        }
        if (target.isReadOnly()) {
            throw new DiskException(target.description() + " is write-protected; remove the protection (a switch on the"
                    + " medium, or blockdev --setrw), or name another disk");
        }
        if (!target.use().uses().isEmpty()) {
            throw new DiskException(target.description() + " is in use: "
                    + String.join("; ", target.use().uses())
                    + "; release it (umount, swapoff, losetup --detach, or end the process), or name another disk");
        }
        if (!isMissing && target.size() < imageBytes) {
            throw new DiskException(target.description() + " is too small for the " + imageBytes + " bytes of "
                    + request.image() + "; name a larger disk");
        }
        if (!target.contents().isEmpty() && !request.overwrite()) {
            throw new DiskException(target.description() + " holds " + String.join(", ", target.contents())
                    + "; add -Dlbpayload.overwriteDisk if this content may be lost");
        }
        if (!target.path().equals(request.confirmation())) {
            String unchecked = target.use().unchecked().isEmpty()
                    ? ""
                    : " (not checked: " + String.join(", ", target.use().unchecked()) + ")";
            throw new DiskException("everything on " + target.description()
                    + " would be lost; if this is the disk you mean, add -Dlbpayload.confirm=" + target.path()
                    + unchecked);
        }
    }

    private Result write(FileChannel image, Request request, TargetDisk target) throws IOException, DiskException {
        boolean isMissing = target.kind() == TargetDisk.Kind.MISSING_FILE;
        try (Disk disk = Disk.open(target.path(), isMissing)) {
            if (!isMissing) {
                // The open descriptors keep the device number from being reused, so the checked disk is the open disk.
                TargetDisk now = inspector.inspect(target.path(), disk.descriptors());
                refuseUnlessFit(now, request, image.size());
                requireSame(target, now, disk.descriptors());
            }
            long zeroed = write(image, disk, target);
            DiskComparison.compare(image, disk, target.path(), progress);
            if (PayloadImage.hasMagic(image, 0)) {
                requireReadable(disk, target.path());
            }
            return new Result(target.description(), image.size(), zeroed, disk.isDirect());
        }
    }

    /** Fails if the path names a different disk than at the first check. */
    private static void requireSame(TargetDisk before, TargetDisk now, int descriptors) throws DiskException {
        if (!now.isSameAs(before) || now.use().ownDescriptors() != descriptors) {
            throw new DiskException(now.path() + " has changed since it was first checked: it was "
                    + before.description() + " and is " + now.description()
                    + "; nothing has been written; inspect the disk and run the goal again");
        }
    }

    private long write(FileChannel image, Disk disk, TargetDisk target) throws IOException, DiskException {
        long end = image.size();
        long head = Math.min(end, HEAD);
        long size = target.kind() == TargetDisk.Kind.MISSING_FILE ? roundUp(end) : target.size();
        long zeroEnd = Math.min(size, roundUp(Math.max(endOfOlderImage(disk.cached()), end + MARGIN)));
        long lastMargin = Math.max(zeroEnd, size - MARGIN);
        long zeroed = zeroEnd - end + (size - lastMargin);
        long total = head + end + zeroed;
        DiskTransfer transfer = new DiskTransfer(disk, written -> progress.written(written, total));
        transfer.zero(0, head);
        transfer.sync();
        transfer.copy(image, head, end);
        transfer.zero(end, zeroEnd);
        transfer.zero(lastMargin, size);
        transfer.sync();
        transfer.copy(image, 0, head);
        transfer.sync();
        return zeroed;
    }

    private static long roundUp(long position) {
        return (position + PADDING - 1) / PADDING * PADDING;
    }

    /**
     * Returns the end of the payload image on the disk; 0 if the disk has no payload image, or only an image with a
     * damaged index.
     */
    private static long endOfOlderImage(FileChannel disk) throws IOException {
        try {
            return PayloadImage.hasMagic(disk, 0) ? PayloadImage.read(disk, 0).length() : 0;
        } catch (MalformedImageException e) {
            return 0;
        }
    }

    /**
     * Fails if the image on the disk cannot be parsed. Only bytes after the image can cause this failure, because the
     * image itself was compared.
     */
    private static void requireReadable(Disk disk, Path path) throws IOException, DiskException {
        try {
            PayloadImage.read(disk.cached(), 0);
        } catch (MalformedImageException e) {
            throw new DiskException(
                    "the image is on " + path + ", but bytes after the image make the image unreadable: "
                            + e.getMessage() + "; zero the disk (blkdiscard --zeroout " + path
                            + ") and run the goal again",
                    e);
        }
    }
}
