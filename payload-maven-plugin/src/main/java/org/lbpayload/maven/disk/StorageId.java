// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The identity of a block device or regular file: the device number of the block device, or the file system and inode
 * of the file. Paths are not compared, because several paths can name the same storage: device nodes outside /dev, hard
 * links and bind mounts.
 *
 * @param isBlockDevice true for a block device, false for a regular file
 * @param device the number of the block device, or of the device that contains the file
 * @param inode the inode of the file; 0 for a block device
 */
record StorageId(boolean isBlockDevice, DeviceNumber device, long inode) {
    private static final int TYPE_MASK = 0170000;
    private static final int BLOCK_DEVICE = 0060000;
    private static final int REGULAR_FILE = 0100000;

    private static final boolean HAS_INODES =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    static StorageId ofDevice(DeviceNumber device) {
        return new StorageId(true, device, 0);
    }

    /**
     * Returns the identity of the block device or regular file that a path names, following symbolic links.
     *
     * @return the identity; empty if the path does not exist, names another kind of file, or the system has no inodes
     */
    static Optional<StorageId> of(Path path) throws IOException {
        if (!HAS_INODES) {
            return Optional.empty();
        }
        try {
            Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,rdev,dev,ino");
            int type = (Integer) attributes.get("mode") & TYPE_MASK;
            if (type == BLOCK_DEVICE) {
                return Optional.of(ofDevice(DeviceNumber.decode(number(attributes, "rdev"))));
            }
            if (type == REGULAR_FILE) {
                return Optional.of(inode(attributes));
            }
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Returns the file system and inode of a path, even if the path names a block device. */
    static Optional<StorageId> inodeOf(Path path) throws IOException {
        try {
            Map<String, Object> attributes = Files.readAttributes(path, "unix:dev,ino");
            return Optional.of(inode(attributes));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static StorageId inode(Map<String, Object> attributes) {
        return new StorageId(false, DeviceNumber.decode(number(attributes, "dev")), number(attributes, "ino"));
    }

    private static long number(Map<String, Object> attributes, String name) {
        return ((Number) attributes.get(name)).longValue();
    }
}
