// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.qemu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk of the virtual machine, backed by a raw image file.
 *
 * @param access whether the guest may change the image
 * @param boot whether the firmware boots from this disk
 */
public record Drive(Path image, DiskBus bus, Access access, boolean boot) {

    /** The guest's access to the image. */
    public enum Access {
        /**
         * The image never changes. The disk is write-protected if QEMU supports write protection on the bus. On the
         * other buses (IDE, SD), QEMU keeps the guest's writes in a temporary file, which QEMU deletes when the machine
         * ends.
         */
        READ_ONLY,
        /** The guest can write to the image. */
        WRITABLE
    }

    /**
     * Returns the QEMU arguments that attach this disk.
     *
     * @param id a name for the disk that is unique in the machine
     */
    List<String> arguments(String id) {
        List<String> arguments = new ArrayList<>();
        bus.controllerDevice().ifPresent(controller -> arguments.addAll(List.of("-device", controller)));
        // QEMU treats text before a colon as a protocol unless the path is absolute. Commas in a path must be doubled.
        String file = image.toAbsolutePath().toString().replace(",", ",,");
        arguments.addAll(List.of("-drive", "if=none,id=" + id + ",format=raw" + protection() + ",file=" + file));
        arguments.addAll(List.of("-device", bus.diskDevice() + ",drive=" + id + (boot ? ",bootindex=0" : "")));
        return arguments;
    }

    private String protection() {
        if (access == Access.WRITABLE) {
            return "";
        }
        return bus.supportsReadOnly() ? ",readonly=on" : ",snapshot=on";
    }
}
