// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.nio.file.Path;

/** One entry of an initramfs; the name is relative to the root. */
sealed interface InitramfsEntry {

    /** Bytes a file of a newc archive may have: its size field is eight hexadecimal digits. */
    long MAXIMUM_FILE_SIZE = 0xFFFF_FFFFL;

    /** Bytes of a name the kernel unpacks: PATH_MAX without the terminator (init/initramfs.c). */
    int MAXIMUM_NAME_LENGTH = 4095;

    String name();

    record Directory(String name) implements InitramfsEntry {}

    record File(String name, Path source, long size, boolean executable) implements InitramfsEntry {}

    record SymbolicLink(String name, String target) implements InitramfsEntry {}

    record CharacterDevice(String name, int permissions, int major, int minor) implements InitramfsEntry {}
}
