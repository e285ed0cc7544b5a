// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The only class that opens block devices and image files. Other files are rejected, because opening a fifo blocks, and
 * opening a character device can have side effects, such as starting a watchdog timer.
 */
class DeviceOpener {
    /** S_IFMT of inode(7). */
    private static final int TYPE_BITS = 0xF000;

    /** S_IFBLK of inode(7). */
    private static final int BLOCK_DEVICE = 0x6000;

    private final NodeMaker nodeMaker;

    DeviceOpener(NodeMaker nodeMaker) {
        this.nodeMaker = nodeMaker;
    }

    static DeviceOpener ofSystem() {
        return new DeviceOpener(NodeMaker.ofSystem(System.getenv("PATH")));
    }

    /**
     * Opens a block device or a regular file for reading. The device number is not checked.
     *
     * @throws NoSuchFileException if nothing exists at {@code path}
     */
    FileChannel open(Path path) throws IOException {
        if (!Files.isRegularFile(path) && blockDevice(path) == null && Files.exists(path)) {
            throw new FileSystemException(
                    path.toString(),
                    null,
                    "neither a block device nor a regular file: name a disk or a file, or pass a stream on standard"
                            + " input");
        }
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    /**
     * Opens a listed device for reading. Creates the device node if the node is missing.
     *
     * @throws IOException if the node has a different device number, is not a block device, or cannot be created or
     *     opened
     */
    FileChannel open(Device device) throws IOException {
        Path node = device.node();
        DeviceNumber found = blockDevice(node);
        if (found == null && device.number() != null && Files.notExists(node)) {
            nodeMaker.make(node, device.number());
            found = blockDevice(node);
        }
        if (found == null) {
            throw new IOException(
                    Files.notExists(node)
                            ? "no such file or directory"
                            : "not a block device: remove the file, or name another path");
        }
        if (device.number() != null && !found.equals(device.number())) {
            throw new IOException("the node belongs to device " + found + ", expected " + device.number()
                    + ": remove the node to have it created again");
        }
        return FileChannel.open(node, StandardOpenOption.READ);
    }

    /**
     * Returns the number of the block device at {@code path}. Symbolic links are followed.
     *
     * @return the device number, or null if {@code path} is missing or is not a block device
     */
    @Nullable
    DeviceNumber blockDevice(Path path) throws IOException {
        Map<String, Object> inode;
        try {
            inode = Files.readAttributes(path, "unix:mode,rdev");
        } catch (NoSuchFileException e) {
            return null;
        }
        int mode = (Integer) Objects.requireNonNull(inode.get("mode"));
        long rdev = (Long) Objects.requireNonNull(inode.get("rdev"));
        return (mode & TYPE_BITS) == BLOCK_DEVICE ? DeviceNumber.ofRdev(rdev) : null;
    }
}
