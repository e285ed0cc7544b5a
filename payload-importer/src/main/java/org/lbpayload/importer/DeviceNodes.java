// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells what a path of the file system is; the one place that knows how Linux marks a block device. */
class DeviceNodes {
    /** S_IFMT and S_IFBLK of inode(7). */
    private static final int TYPE_BITS = 0xF000;

    private static final int BLOCK_DEVICE = 0x6000;

    /**
     * The number of the block device that {@code path} is, or links to.
     *
     * @return null where nothing is there or something else is
     * @throws IOException where the system does not tell
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
