// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;

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
     * @throws BootException if this JDK has no jlink, or jlink fails
     */
    static void link(Path destination) throws BootException {
        ToolProvider jlink = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new BootException("the Java runtime in " + System.getProperty("java.home")
                        + " has no jlink; run Maven with a JDK, or set runtime to false"));
        StringWriter output = new StringWriter();
        PrintWriter printer = new PrintWriter(output);
        int status = jlink.run(printer, printer, arguments(destination).toArray(String[]::new));
        if (status != 0) {
            throw new BootException("jlink ended with status " + status + " for " + destination + ": "
                    + output.toString().strip());
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
