// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Test that runs the conformance suite in src/conformance with the packaged jar. */
@EnabledOnOs(OS.LINUX)
class ConformanceIT {
    private static final String JAVA_HOME = System.getProperty("java.home");
    private static final Path JAR = Path.of(System.getProperty("importer.jar"));
    private static final Path RUNNER =
            JAR.resolve("../../../src/conformance/run").normalize();

    @Test
    void passesConformanceSuite() throws Exception {
        Path report = JAR.resolveSibling("conformance.txt");
        Path importer = Path.of(JAVA_HOME, "bin", "java");

        int exitCode = run(
                report,
                List.of(
                        importer.toString(),
                        "-Xmx16m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-jar",
                        JAR.toString()));

        assertThat(exitCode).as(Files.readString(report)).isZero();
    }

    @Test
    void failsIfImporterDoesNothing() throws Exception {
        Path report = JAR.resolveSibling("conformance-of-true.txt");

        int exitCode = run(report, List.of("-k", "*-magic*", "true"));

        assertThat(exitCode).isEqualTo(1);
        assertThat(report)
                .content()
                .contains("FAIL refuses-other-magic [ 0 ]", "expected exit code 1, found 0", "1 passed, 9 failed");
    }

    private static int run(Path report, List<String> arguments) throws Exception {
        ProcessBuilder runner = new ProcessBuilder("bash", RUNNER.toString());
        runner.command().addAll(arguments);
        runner.environment().put("JAVA_HOME", JAVA_HOME);
        return runner.redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(report.toFile())
                .start()
                .waitFor();
    }
}
