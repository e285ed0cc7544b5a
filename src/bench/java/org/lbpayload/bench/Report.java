// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** What the benchmark leaves in target/bench: the table, all samples, the plots. */
final class Report {
    private final Path directory;
    private final boolean judges;
    private final List<Comparison.Result> results = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final StringBuilder growth = new StringBuilder("amount,work,seconds\n");

    /** @param judges whether the figures are worth holding against the goals */
    Report(Path directory, boolean judges) {
        this.directory = directory;
        this.judges = judges;
    }

    void add(Comparison.Result result) {
        results.add(result);
    }

    /** One more thing to say below the table. */
    void remark(String text) {
        remarks.add(text);
    }

    void plot(String name, String title, String xTitle, DoubleFunction<String> label, Scaling.Growth measured)
            throws IOException {
        List<LogLogPlot.Series> series = List.of(
                new LogLogPlot.Series("build (the goal's own time)", measured.build()),
                new LogLogPlot.Series("import (whole process)", measured.imported()));
        for (LogLogPlot.Series one : series) {
            for (LogLogPlot.Point point : one.points()) {
                growth.append(String.format(Locale.ROOT, "%.0f %s,%s,%.3f%n", point.x(), name, one.label(), point.y()));
            }
        }
        if (measured.amounts().size() > 1) {
            Files.writeString(
                    directory.resolve(name + ".svg"),
                    LogLogPlot.draw(title, xTitle, measured.amounts(), label, series));
        }
    }

    /**
     * Writes all of it.
     *
     * @param heading lines that say when and on what this was measured
     * @return the table, in Markdown
     */
    String write(List<String> heading) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : heading) {
            text.append("- ").append(line).append('\n');
        }
        text.append("\n| work | s | against | s | ratio | at most |\n|---|---|---|---|---|---|\n");
        results.stream().filter(result -> result.comparison().goal() > 0).forEach(result -> row(text, result));
        text.append("\nBeside:\n\n| work | s | against | s | ratio | |\n|---|---|---|---|---|---|\n");
        results.stream().filter(result -> result.comparison().goal() == 0).forEach(result -> row(text, result));
        text.append('\n');
        for (String remark : remarks) {
            text.append("- ").append(remark).append('\n');
        }
        Files.writeString(directory.resolve("table.md"), text);
        Files.writeString(directory.resolve("samples.csv"), samples());
        Files.writeString(directory.resolve("growth.csv"), growth);
        return text.toString();
    }

    private void row(StringBuilder text, Comparison.Result result) {
        Comparison comparison = result.comparison();
        String goal =
                comparison.goal() == 0 ? "" : comparison.goal() + (judges && result.missed() ? " **missed**" : "");
        text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | **%.2f** (%.2f-%.2f) | %s |%n",
                comparison.work(),
                result.ours().text(),
                comparison.against().label(),
                result.against().text(),
                result.ratio().median(),
                result.ratio().min(),
                result.ratio().max(),
                goal));
    }

    private String samples() {
        StringBuilder csv = new StringBuilder("work,what,run,seconds\n");
        for (Comparison.Result result : results) {
            samples(csv, result.comparison().work(), result.comparison().ours().label(), result.ours());
            samples(
                    csv,
                    result.comparison().work(),
                    result.comparison().against().label(),
                    result.against());
        }
        return csv.toString();
    }

    private static void samples(StringBuilder csv, String work, String what, Samples samples) {
        for (int i = 0; i < samples.values().size(); i++) {
            csv.append(String.format(
                    Locale.ROOT,
                    "\"%s\",\"%s\",%d,%.6f%n",
                    work,
                    what,
                    i + 1,
                    samples.values().get(i)));
        }
    }
}
