// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** By which the kernel knows a device, whatever its node is called. */
record DeviceNumber(int major, int minor) {

    /** Reads {@code MAJOR:MINOR}. */
    static DeviceNumber parse(String text) {
        int colon = text.indexOf(':');
        return new DeviceNumber(
                Integer.parseInt(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }

    /** The number of the device that a node stands for; symbolic links are followed. */
    static DeviceNumber of(Path node) throws IOException {
        return decode(((Number) Files.getAttribute(node, "unix:rdev")).longValue());
    }

    /** Takes Linux's dev_t apart (makedev(3)). */
    static DeviceNumber decode(long dev) {
        int major = (int) (((dev >>> 8) & 0xfff) | ((dev >>> 32) & ~0xfffL));
        int minor = (int) ((dev & 0xff) | ((dev >>> 12) & ~0xffL));
        return new DeviceNumber(major, minor);
    }

    @Override
    public String toString() {
        return major + ":" + minor;
    }
}
