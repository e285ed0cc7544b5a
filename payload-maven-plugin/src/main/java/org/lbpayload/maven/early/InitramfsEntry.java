// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.nio.file.Path;

/** One entry of an initramfs. The name of the entry is a path relative to the root. */
sealed interface InitramfsEntry {

    /** The maximum size of a file in bytes. The size field of a newc archive has eight hexadecimal digits. */
    long MAXIMUM_FILE_SIZE = 0xFFFF_FFFFL;

    /** The maximum length of a name in bytes: PATH_MAX without the terminator (init/initramfs.c in Linux). */
    int MAXIMUM_NAME_LENGTH = 4095;

    String name();

    record Directory(String name) implements InitramfsEntry {}

    record File(String name, Path source, long size, boolean executable) implements InitramfsEntry {}

    record SymbolicLink(String name, String target) implements InitramfsEntry {}

    record CharacterDevice(String name, int permissions, int major, int minor) implements InitramfsEntry {}
}
