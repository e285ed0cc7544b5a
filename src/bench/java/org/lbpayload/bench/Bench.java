// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The benchmark's runner; src/bench/run starts it. */
final class Bench {
    private static final int FAILED = 1;

    private Bench() {}

    public static void main(String[] words) throws IOException {
        if (List.of(words).contains("--help")) {
            System.out.print(Options.HELP);
            return;
        }
        try {
            Options options = Options.parse(words);
            Project project = new Project(Path.of("").toAbsolutePath());
            project.stage();
            Programs programs = new Programs(project.target().resolve("stderr.log"));
            if (options.micro()) {
                micro(project, options);
            } else {
                table(project, programs, options, System.out);
            }
        } catch (BenchException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(FAILED);
        }
    }

    private static void table(Project project, Programs programs, Options options, PrintStream out)
            throws IOException, BenchException {
        Amounts amounts = options.quick() ? Amounts.QUICK : Amounts.FULL;
        if (!Files.isDirectory(options.memory())
                || options.memory().toFile().getUsableSpace() < amounts.memoryBytes()
                || Machine.availableBytes() < amounts.memoryBytes()) {
            throw new BenchException("expected a directory in memory with " + amounts.memoryBytes() / (1 << 20)
                    + " MiB free, found less at " + options.memory() + ": free some, name another with --memory DIR"
                    + (options.quick() ? "" : ", or try --quick"));
        }
        List<String> heading = new ArrayList<>();
        heading.add("Date: " + LocalDate.now(ZoneOffset.UTC) + (options.quick() ? ", --quick: not to be cited" : ""));
        heading.addAll(new Machine(programs).describe(options.memory(), project.target()));
        heading.add("Runs: " + options.runs()
                + " pairs a row, A B A B, after one to warm up; medians, in brackets smallest and"
                + " largest; a ratio is the median of the ratios of the pairs");
        String load = Machine.load();
        Report report = new Report(project.target(), !options.quick());
        try (Workspace workspace = new Workspace(options.memory(), project.target())) {
            new Table(project, programs, workspace, amounts, options, report, out).run();
        }
        heading.add("Load average before: " + load + " (0 is a machine that nobody else used)");
        out.println();
        out.print(report.write(heading));
        out.println("\nwritten to " + project.target());
    }

    /** Hands over to JMH, which speaks for itself. */
    private static void micro(Project project, Options options) throws IOException, BenchException {
        Path pom = project.root().resolve("src/bench/micro/pom.xml");
        List<String> build = new ArrayList<>(project.maven());
        build.addAll(List.of("-q", "-f", pom.toString(), "package"));
        hand(build);
        List<String> run = new ArrayList<>(List.of(
                Importer.JAVA,
                "-jar",
                project.target().resolve("micro/micro.jar").toString(),
                "-rff",
                project.target().resolve("micro.csv").toString(),
                "-rf",
                "csv"));
        if (options.quick()) {
            run.addAll(List.of("-f", "1", "-wi", "1", "-i", "1", "-w", "200ms", "-r", "200ms"));
        }
        hand(run);
    }

    private static void hand(List<String> words) throws IOException, BenchException {
        Process process = new ProcessBuilder(words).inheritIO().start();
        try {
            if (process.waitFor() != 0) {
                throw new BenchException(String.join(" ", words) + " failed with exit code " + process.exitValue());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the runner's threads", e);
        }
    }
}
