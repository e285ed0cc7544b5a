// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/** A factory of shell scripts that replace programs of util-linux. */
final class Scripts {
    private Scripts() {}

    /** Adds a script to a directory and returns the programs in the directory. */
    static DiskTools tool(Path directory, String name, String script) throws IOException {
        Files.createDirectories(directory);
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new DiskTools(List.of(directory), Duration.ofMinutes(1));
    }
}
