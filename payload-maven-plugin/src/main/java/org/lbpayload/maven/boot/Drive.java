// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A raw disk of the machine.
 *
 * @param image the file with its content
 * @param bus how it is attached
 * @param access what becomes of the guest's writes
 * @param boot whether the firmware boots from it
 */
public record Drive(Path image, DiskBus bus, Access access, boolean boot) {

    /** What becomes of the guest's writes. */
    public enum Access {
        /**
         * The image stays as it is. The guest finds the disk write-protected where QEMU has that for the bus; on the
         * others (IDE, SD) its writes go to a temporary file that ends with the machine.
         */
        READ_ONLY,
        /** The guest's writes go into the image. */
        WRITABLE
    }

    /**
     * The arguments that attach this disk.
     *
     * @param id a name that no other drive of the machine has
     */
    List<String> arguments(String id) {
        List<String> arguments = new ArrayList<>();
        bus.controller().ifPresent(controller -> arguments.addAll(List.of("-device", controller)));
        // An absolute path, so that a colon in it is not taken for the end of a protocol's name. Commas are doubled.
        String file = image.toAbsolutePath().toString().replace(",", ",,");
        arguments.addAll(List.of("-drive", "if=none,id=" + id + ",format=raw" + protection() + ",file=" + file));
        arguments.addAll(List.of("-device", bus.disk() + ",drive=" + id + (boot ? ",bootindex=0" : "")));
        return arguments;
    }

    private String protection() {
        if (access == Access.WRITABLE) {
            return "";
        }
        return bus.takesReadOnly() ? ",readonly=on" : ",snapshot=on";
    }
}
