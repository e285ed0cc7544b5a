// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.qemu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk of a machine, with a raw image file as its content.
 *
 * @param image the image file
 * @param bus the bus that connects the disk
 * @param access whether the guest may change the image
 * @param boot whether the firmware boots from this disk
 */
public record Drive(Path image, DiskBus bus, Access access, boolean boot) {

    /** Tells whether the guest may change the image. */
    public enum Access {
        /**
         * The image does not change. The disk is write-protected if QEMU supports that on the bus. On the other buses
         * (IDE, SD), QEMU keeps the guest's writes in a temporary file and deletes it at the end.
         */
        READ_ONLY,
        /** The guest writes into the image. */
        WRITABLE
    }

    /**
     * Returns the QEMU arguments that attach this disk.
     *
     * @param id the disk's name, unique in the machine
     */
    List<String> arguments(String id) {
        List<String> arguments = new ArrayList<>();
        bus.controllerDevice().ifPresent(controller -> arguments.addAll(List.of("-device", controller)));
        // QEMU reads the text before a colon as a protocol unless the path is absolute. A doubled comma means a comma.
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
