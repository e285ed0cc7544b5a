// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lbpayload.maven.io.Printable;

/**
 * The disk or file to overwrite, as described by {@link DiskInspector}.
 *
 * @param path the path that the user named
 * @param kind whether the path names a block device, a file or nothing
 * @param id the identity of the disk or file; empty if the file does not exist or the system has no inodes
 * @param size the size in bytes; 0 for a file that does not exist yet
 * @param model the model of the disk; may be empty
 * @param isReadOnly whether the disk is write-protected
 * @param contents a noun phrase for each file system, partition table and similar content on the disk
 * @param use the uses of the disk
 */
record TargetDisk(
        Path path,
        Kind kind,
        Optional<StorageId> id,
        long size,
        String model,
        boolean isReadOnly,
        List<String> contents,
        DiskUse.Findings use) {

    enum Kind {
        BLOCK_DEVICE,
        FILE,
        MISSING_FILE
    }

    /** Returns whether {@code other} is the same disk or file with the same contents. */
    boolean isSameAs(TargetDisk other) {
        return id.equals(other.id)
                && size == other.size
                && model.equals(other.model)
                && contents.equals(other.contents);
    }

    /** Returns the path, model and size of the disk or file. */
    String description() {
        String what = model.isEmpty() ? "" : Printable.text(model) + ", ";
        return path + " (" + what + size + " bytes)";
    }
}
