// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

/** The number by which the kernel identifies a device. */
record DeviceNumber(int major, int minor) {

    /** Parses {@code MAJOR:MINOR}. */
    static DeviceNumber parse(String text) {
        int colon = text.indexOf(':');
        return new DeviceNumber(
                Integer.parseInt(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }

    /** Decodes a Linux {@code dev_t} (makedev(3)). */
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
