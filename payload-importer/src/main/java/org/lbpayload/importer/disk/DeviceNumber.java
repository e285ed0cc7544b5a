// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import org.jspecify.annotations.Nullable;

/**
 * The major and minor number of a device (makedev(3)). The two numbers identify the device, regardless of the name of
 * its node. Immutable.
 */
final class DeviceNumber {
    private final int major;
    private final int minor;

    DeviceNumber(int major, int minor) {
        this.major = major;
        this.minor = minor;
    }

    /** Decodes a {@code dev_t} as encoded by glibc and musl on Linux. */
    static DeviceNumber ofRdev(long rdev) {
        long major = ((rdev >>> 8) & 0xFFF) | ((rdev >>> 32) & 0xFFFF_F000L);
        long minor = (rdev & 0xFF) | ((rdev >>> 12) & 0xFFFF_FF00L);
        return new DeviceNumber((int) major, (int) minor);
    }

    /** Parses a text such as {@code 8:16}. Returns null if the text is invalid. */
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
