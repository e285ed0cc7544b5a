// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import org.jspecify.annotations.Nullable;

/** The numbers by which the kernel knows a device whatever its node is called, see makedev(3). Immutable. */
final class DeviceNumber {
    private final int major;
    private final int minor;

    DeviceNumber(int major, int minor) {
        this.major = major;
        this.minor = minor;
    }

    /** The number in {@code rdev}, a dev_t as glibc and musl encode it on Linux. */
    static DeviceNumber ofRdev(long rdev) {
        long major = ((rdev >>> 8) & 0xFFF) | ((rdev >>> 32) & 0xFFFF_F000L);
        long minor = (rdev & 0xFF) | ((rdev >>> 12) & 0xFFFF_FF00L);
        return new DeviceNumber((int) major, (int) minor);
    }

    /** The number in a text such as {@code 8:16}, or null where it holds none. */
    static @Nullable DeviceNumber parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return null;
        }
        try {
            return new DeviceNumber(
                    Integer.parseInt(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    int major() {
        return major;
    }

    int minor() {
        return minor;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeviceNumber
                && major == ((DeviceNumber) other).major
                && minor == ((DeviceNumber) other).minor;
    }

    @Override
    public int hashCode() {
        return 31 * major + minor;
    }

    @Override
    public String toString() {
        return major + ":" + minor;
    }
}
