// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lbpayload.maven.io.Printable;

/**
 * Describes the disk or file that an image is to be written to.
 *
 * @param path the path that the user named
 * @param kind the kind of target
 * @param id the identity of the disk or file; empty if there is none yet
 * @param size the size in bytes; 0 for a file that does not exist yet
 * @param model the model of the disk; may be empty
 * @param isReadOnly whether the disk is write-protected
 * @param contents a noun phrase for each file system, partition table and the like that the disk holds
 * @param use who uses the disk
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

    /** Returns whether this is the same target with the same contents. */
    boolean isSameAs(TargetDisk other) {
        return id.equals(other.id)
                && size == other.size
                && model.equals(other.model)
                && contents.equals(other.contents);
    }

    /** Returns the path, model and size of the target. */
    String description() {
        String what = model.isEmpty() ? "" : Printable.text(model) + ", ";
        return path + " (" + what + size + " bytes)";
    }
}
