// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the cost of a build and of an import grows with what there is to do. */
final class Scaling {
    private static final int RUNS = 3;
    private static final int BYTES_AN_ENTRY = 64;
    private static final int FILES_OF_HOLES = 8;
    private static final long SPARE_BYTES = 3L << 30;

    private final Workspace workspace;
    private final Programs programs;
    private final Builder builder;
    private final Importer importer;
    private final PrintStream progress;

    Scaling(Workspace workspace, Programs programs, Builder builder, Importer importer, PrintStream progress) {
        this.workspace = workspace;
        this.programs = programs;
        this.builder = builder;
        this.importer = importer;
        this.progress = progress;
    }

    /**
     * Seconds for each amount; amounts that the machine has no room for are left out.
     *
     * @param build of the build goal, as it logs them
     * @param imported of the importer, as a whole process
     */
    record Growth(List<LogLogPlot.Point> build, List<LogLogPlot.Point> imported) {
        List<Double> amounts() {
            return build.stream().map(LogLogPlot.Point::x).toList();
        }
    }

    /** Many small files. */
    Growth entries(List<Integer> counts) throws IOException, BenchException {
        Growth growth = new Growth(new ArrayList<>(), new ArrayList<>());
        for (int count : counts) {
            Path files = workspace.memory("entries");
            Corpus corpus = Corpus.random(files, count, (long) count * BYTES_AN_ENTRY);
            // A file takes a page of memory, however small, and so does its copy.
            measure(growth, count, 2L * count * 4096, corpus, "-Xmx64m");
            Workspace.delete(files);
        }
        return growth;
    }

    /** Large files, which are holes and take no room until they are imported. */
    Growth bytes(List<Long> sizes) throws IOException, BenchException {
        Growth growth = new Growth(new ArrayList<>(), new ArrayList<>());
        for (long size : sizes) {
            Path files = workspace.memory("holes");
            Corpus corpus = Corpus.holes(files, FILES_OF_HOLES, size / FILES_OF_HOLES);
            measure(growth, size, size, corpus, "-Xmx16m");
            Workspace.delete(files);
        }
        return growth;
    }

    private void measure(Growth growth, double amount, long bytes, Corpus corpus, String heap)
            throws IOException, BenchException {
        if (Machine.availableBytes() < bytes + SPARE_BYTES) {
            progress.printf(Locale.ROOT, "  %.0f: left out, too little memory is free%n", amount);
            return;
        }
        Path image = workspace.memory("growth.img");
        Path destination = workspace.memory("growth");
        Samples build = samples(builder.trial("build", corpus, image, "-Dlbpayload.force=true"));
        makeSparse(image);
        Samples imported = samples(importer.first("import", List.of(heap), image, destination, corpus));
        Workspace.delete(destination);
        Files.delete(image);
        growth.build.add(new LogLogPlot.Point(amount, build.median()));
        growth.imported.add(new LogLogPlot.Point(amount, imported.median()));
        progress.printf(Locale.ROOT, "  %.0f: build %s s, import %s s%n", amount, build.text(), imported.text());
    }

    private static Samples samples(Trial trial) throws IOException, BenchException {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            seconds.add(trial.seconds());
        }
        return new Samples(seconds);
    }

    /** So that image and imported files need not both find room. */
    private void makeSparse(Path image) throws IOException, BenchException {
        Path sparse = workspace.memory("sparse.img");
        programs.seconds(workspace.memory(""), List.of("cp", "--sparse=always", image.toString(), sparse.toString()));
        Files.delete(image);
        Files.move(sparse, image);
    }

    /** 1 where twice the amount costs twice the time, 2 where it costs four times as much: from the last two points. */
    static double exponent(List<LogLogPlot.Point> points) {
        if (points.size() < 2) {
            return Double.NaN;
        }
        LogLogPlot.Point a = points.get(points.size() - 2);
        LogLogPlot.Point b = points.get(points.size() - 1);
        return Math.log(b.y() / a.y()) / Math.log(b.x() / a.x());
    }
}
