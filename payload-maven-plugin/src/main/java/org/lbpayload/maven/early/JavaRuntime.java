// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A Java runtime for the target: the module java.base, linked by jlink from the JDK that runs Maven.
 *
 * <p>The runtime contains native programs of the JDK, so the target must have the same processor architecture and C
 * library as the build machine. The C library is added to the early root unless {@code libraries} is false.
 *
 * @param libraries whether to add the dynamic loader and the shared libraries that {@code ldd} lists, under the same
 *     paths as on the build machine
 */
public record JavaRuntime(boolean libraries) {

    /**
     * Adds the runtime to an early root.
     *
     * @param root the directory of the early root
     * @param path the path of the runtime relative to {@code root}; the path must not exist yet
     * @throws EarlyException if jlink or ldd is missing or fails
     */
    void addTo(Path root, String path) throws EarlyException, IOException {
        Path runtime = root.resolve(path);
        link(runtime);
        if (libraries) {
            for (String library : sharedLibraries(runtime)) {
                Path copy = root.resolve(library.substring(1));
                Files.createDirectories(copy.getParent());
                Files.copy(Path.of(library), copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void link(Path destination) throws EarlyException {
        Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
        if (!Files.isExecutable(jlink)) {
            throw new EarlyException(
                    "this Java has no " + jlink + ": run Maven with a JDK, or set <javaRuntime> to false");
        }
        List<String> command = new ArrayList<>(List.of(jlink.toString()));
        command.addAll(arguments(destination));
        // ToolProvider is not used, because a second run of jlink 17 in the same JVM writes different bytes.
        HostCommand.run(command);
    }

    private static List<String> arguments(Path destination) {
        return List.of(
                "--add-modules",
                "java.base",
                "--output",
                destination.toString(),
                // JDK 21 replaced the numeric compression levels.
                Runtime.version().feature() >= 21 ? "--compress=zip-9" : "--compress=2",
                // The option --strip-debug would also strip native code, but only on machines with objcopy.
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages");
    }

    /** Returns the absolute paths of the dynamic loader and of the system libraries that the runtime requires. */
    private static Set<String> sharedLibraries(Path runtime) throws EarlyException, IOException {
        List<String> command = new ArrayList<>(List.of("ldd"));
        Set<String> own = new TreeSet<>();
        try (Stream<Path> files = Files.walk(runtime)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".so") || file.equals(runtime.resolve("bin/java"))) {
                    command.add(file.toString());
                    own.add(name);
                }
            }
        }
        String output;
        try {
            output = HostCommand.run(command);
        } catch (EarlyException e) {
            throw new EarlyException(
                    "the shared libraries of the Java runtime are unknown: " + e.getMessage()
                            + ". If ldd does not work, set <javaRuntimeLibraries> to false, and add the libraries to the"
                            + " image yourself",
                    e);
        }
        return parse(output, runtime, own);
    }

    /**
     * Parses the output of ldd. The lines have the forms {@code libc.so.6 => /lib/libc.so.6 (0x0)},
     * {@code /lib64/ld-linux.so.2 (0x0)}, {@code libjvm.so => not found} and {@code linux-vdso.so.1 (0x0)}.
     *
     * @param own the names of the runtime's own libraries, which the runtime loads by path
     */
    static Set<String> parse(String output, Path runtime, Set<String> own) throws EarlyException {
        Set<String> libraries = new TreeSet<>();
        for (String line : output.lines()
                .filter(text -> text.startsWith("\t"))
                .map(String::strip)
                .toList()) {
            int arrow = line.indexOf(" => ");
            String name = arrow < 0 ? line : line.substring(0, arrow);
            String target = arrow < 0 ? line : line.substring(arrow + 4);
            if (target.startsWith("not found")) {
                if (!own.contains(name)) {
                    throw new EarlyException("ldd does not find " + name
                            + ", which the Java runtime requires: install the library,"
                            + " or set <javaRuntimeLibraries> to false");
                }
            } else if (target.startsWith("/")) {
                int end = target.lastIndexOf(" (");
                Path path = Path.of(end < 0 ? target : target.substring(0, end)).normalize();
                if (!path.startsWith(runtime)) {
                    libraries.add(path.toString());
                }
            }
        }
        return libraries;
    }
}
