// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the figures depend on. */
final class Machine {
    private static final double GIB = 1 << 30;

    private final Programs programs;

    Machine(Programs programs) {
        this.programs = programs;
    }

    /** Bytes of memory that programs and files in memory may still take. */
    static long availableBytes() throws IOException, BenchException {
        return kibibytes("MemAvailable:") * 1024;
    }

    private static long kibibytes(String key) throws IOException, BenchException {
        return Long.parseLong(field(Path.of("/proc/meminfo"), key).split(" ")[0]);
    }

    private static String field(Path file, String key) throws IOException, BenchException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(key)) {
                return line.substring(line.indexOf(':') + 1).strip();
            }
        }
        throw new BenchException(file + " has no line " + key);
    }

    /** One line for each thing, the same words on every machine. */
    List<String> describe(Path memory, Path disk) throws IOException, BenchException {
        Path cpu = Path.of("/proc/cpuinfo");
        String flags = " " + field(cpu, "flags") + " ";
        List<String> lines = new ArrayList<>();
        lines.add("CPU: " + field(cpu, "model name") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, "
                + (flags.contains(" sha_ni ") ? "with" : "without") + " SHA extensions (sha_ni)");
        lines.add(String.format(Locale.ROOT, "Memory: %.0f GiB", kibibytes("MemTotal:") / (GIB / 1024)));
        lines.add("Kernel: Linux " + System.getProperty("os.version"));
        lines.add("JDK: " + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        lines.add("File systems: " + Files.getFileStore(memory).type() + " and "
                + Files.getFileStore(disk).type() + " (for the rows that say disk)");
        lines.add("Compared with: " + version("cp") + "; " + version("tar") + "; " + version("mvn"));
        return lines;
    }

    private String version(String program) throws IOException, BenchException {
        String first = programs.output(Path.of("."), List.of(program, "--version"))
                .lines()
                .findFirst()
                .orElse(program);
        return first.replaceAll("\\e\\[[0-9;]*m", "");
    }

    /** How many programs want a core: what the figures suffer from where others share the machine. */
    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }
}
