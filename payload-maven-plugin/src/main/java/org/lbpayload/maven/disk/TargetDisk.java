// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.lbpayload.format.EntryName;

/**
 * What was found where an image is to be written.
 *
 * @param path as it was named
 * @param size in bytes; of a file that is not there yet, 0
 * @param kind what it is
 * @param model what it calls itself; may be empty
 * @param uses who uses it, one phrase a use
 * @param contents what its signatures say it holds, one phrase each
 */
record TargetDisk(Path path, long size, Kind kind, String model, List<String> uses, List<String> contents) {

    enum Kind {
        BLOCK_DEVICE,
        FILE,
        NEW_FILE
    }

    /**
     * Looks at a target without changing it.
     *
     * @throws DiskException if it is neither a block device nor a regular file, cannot be read, or is a block device of
     *     which sysfs and proc do not tell whether it is in use
     */
    static TargetDisk inspect(Path path, KernelView kernel) throws DiskException {
        try {
            BasicFileAttributes attributes;
            try {
                attributes = Files.readAttributes(path, BasicFileAttributes.class);
            } catch (NoSuchFileException e) {
                return new TargetDisk(path, 0, Kind.NEW_FILE, "", List.of(), List.of());
            }
            DiskUse use = new DiskUse(kernel);
            if (attributes.isRegularFile()) {
                return found(path, Kind.FILE, "", use.ofFile(path.toRealPath()));
            }
            if (!isBlockDevice(path)) {
                throw new DiskException(path + " is neither a block device nor a regular file; name the disk itself");
            }
            // What cannot be asked after might be in use.
            Path folder = kernel.folderOf(DeviceNumber.of(path))
                    .orElseThrow(() -> new DiskException(path + " is a block device that " + kernel.sys()
                            + "/dev/block does not have, so nobody can tell whether it is in use; mount sysfs there"));
            return found(path, Kind.BLOCK_DEVICE, kernel.modelOf(folder), use.ofDisk(folder));
        } catch (AccessDeniedException e) {
            throw new DiskException(
                    path + " cannot be opened: permission denied; run Maven as root to write a disk", e);
        } catch (IOException e) {
            throw new DiskException("cannot look at " + path + " before it is written: " + e, e);
        }
    }

    private static TargetDisk found(Path path, Kind kind, String model, List<String> uses) throws IOException {
        // Files.size says 0 of a block device; the channel asks the device.
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new TargetDisk(path, channel.size(), kind, model, uses, DiskSignature.on(channel));
        }
    }

    private static boolean isBlockDevice(Path path) throws IOException {
        int mode = (Integer) Files.getAttribute(path, "unix:mode");
        return (mode & 0170000) == 0060000;
    }

    /** Names the disk to a person: path, model and size. */
    String description() {
        String what = model.isEmpty() ? "" : EntryName.printable(model) + ", ";
        return path + " (" + what + size + " bytes)";
    }
}
