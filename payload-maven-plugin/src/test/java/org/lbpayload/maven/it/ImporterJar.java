// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The importer's jar, which runs in a new JVM, as on a target. */
public final class ImporterJar {
    private final Path jar;

    public ImporterJar(String jar) {
        this.jar = Path.of(jar);
    }

    /** The exit code of a run, and its combined standard output and standard error. */
    public record Run(int exitCode, String output) {}

    public Run run(Object... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx16m");
        command.add("-jar");
        command.add(jar.toString());
        for (Object arg : args) {
            command.add(arg.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8"); // required for names that are not ASCII
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
