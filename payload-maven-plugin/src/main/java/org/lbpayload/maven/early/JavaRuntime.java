// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java runtime with java.base alone, made by jlink from the JDK that runs the build.
 *
 * <p>It is made of that JDK's own binaries, so it runs on the same processor architecture only and needs the C library
 * they were linked with (glibc for nearly every JDK; also zlib for Debian's) at the usual place on the target. jlink
 * does not bring these along.
 */
final class JavaRuntime {

    private JavaRuntime() {}

    /**
     * Makes a runtime.
     *
     * @param destination the folder to make; it must not exist, its parent must
     * @throws EarlyException if this JDK has no jlink, or jlink fails
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    static void link(Path destination) throws EarlyException, InterruptedException {
        Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
        if (!Files.isExecutable(jlink)) {
            throw new EarlyException("this Java has no " + jlink + "; run Maven with a JDK, or set runtime to false");
        }
        List<String> command = new ArrayList<>(List.of(jlink.toString()));
        command.addAll(arguments(destination));
        // Not as a ToolProvider in this JVM: the second run of jlink 17 in one JVM writes other bytes than the first.
        HostCommand.Result result = HostCommand.run(command);
        if (result.status() != 0) {
            throw new EarlyException("jlink ended with status " + result.status() + " for " + destination + ": "
                    + result.output().strip());
        }
    }

    private static List<String> arguments(Path destination) {
        return List.of(
                "--add-modules",
                "java.base",
                "--output",
                destination.toString(),
                // JDK 21 took the numbers away as names of compression levels.
                Runtime.version().feature() >= 21 ? "--compress=zip-9" : "--compress=2",
                // Not --strip-debug: it also strips native code where objcopy is installed, and only there.
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages");
    }
}
