// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A runner of the commands in {@code commands.sh}, which an example project shows to users. */
public final class ExampleCommands {
    private ExampleCommands() {}

    /**
     * Checks that Invoker has run the Maven commands of the example, then runs its other commands.
     *
     * @param example the directory of the example project
     * @param importerJar the jar that the commands call payload-importer.jar
     * @throws AssertionError if a command failed or was not run
     */
    public static void run(Path example, String importerJar) throws IOException, InterruptedException {
        Files.copy(Path.of(importerJar), example.resolve("payload-importer.jar"));
        List<String> commands = Files.readAllLines(example.resolve("commands.sh"));
        String invoked = Files.readString(example.resolve("invoker.properties"));
        for (String command : commands) {
            if (command.startsWith("mvn ")) {
                require(invoked.contains(" = " + command.substring(4) + "\n"), command + " was not run by Invoker");
            }
        }
        List<String> others =
                commands.stream().filter(line -> !line.startsWith("mvn ")).toList();
        Process shell = new ProcessBuilder("sh", "-ec", String.join("\n", others))
                .directory(example.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        require(shell.waitFor() == 0, "the commands failed: " + output);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }
}
