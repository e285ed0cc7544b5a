// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows, in an order that never has more than the corpus and two copies of it in memory. */
final class Table {
    private static final List<String> SMALL_HEAP = List.of("-Xmx16m");
    private static final List<String> FAST_START = List.of("-Xmx16m", "-XX:TieredStopAtLevel=1");
    private static final String FORCE = "-Dlbpayload.force=true";

    private final Project project;
    private final Programs programs;
    private final Workspace workspace;
    private final Amounts amounts;
    private final Options options;
    private final Report report;
    private final PrintStream progress;
    private final Builder builder;
    private final Importer importer;

    Table(
            Project project,
            Programs programs,
            Workspace workspace,
            Amounts amounts,
            Options options,
            Report report,
            PrintStream progress) {
        this.project = project;
        this.programs = programs;
        this.workspace = workspace;
        this.amounts = amounts;
        this.options = options;
        this.report = report;
        this.progress = progress;
        this.builder = new Builder(project, programs, workspace.disk("maven"));
        this.importer = new Importer(project.importerJar(), programs, workspace.memory(""));
    }

    void run() throws IOException, BenchException {
        progress.println("making " + amounts.files() + " files, " + amounts.bytes() + " bytes");
        Corpus corpus = Corpus.random(workspace.memory("corpus"), amounts.files(), amounts.bytes());
        small();
        tar(corpus);
        inMemory(corpus);
        onDisk(corpus);
        Workspace.delete(corpus.directory());
        if (options.only().isEmpty()) {
            growth();
        }
    }

    private void small() throws IOException, BenchException {
        Corpus corpus = Corpus.random(workspace.memory("small"), 64, 1 << 20);
        Path image = workspace.memory("small.img");
        Path destination = workspace.memory("small-copy");
        builder.build(corpus, image);
        Trial version = program("java -version", List.of(Importer.JAVA, "-version"));
        withGoal(
                "import of 64 files, 1 MiB in all",
                importer.first("importer", SMALL_HEAP, image, destination, corpus),
                version,
                2.0);
        beside(
                "the same with JVM flags for a fast start",
                importer.first("importer, flags", FAST_START, image, destination, corpus),
                version);
        beside(
                "the same with a shared class archive",
                importer.first("importer, AppCDS", withArchive(image, destination), image, destination, corpus),
                version);
        Workspace.delete(destination);
        Files.delete(image);
        Workspace.delete(corpus.directory());
    }

    /** The archive is made by a run that ends with writing it: every JDK from 13 on can do that. */
    private List<String> withArchive(Path image, Path destination) throws IOException, BenchException {
        Path archive = workspace.disk("importer.jsa");
        Workspace.delete(destination); // where all is there, half of the classes are not used
        programs.seconds(
                workspace.memory(""),
                importer.words(List.of("-Xmx16m", "-XX:ArchiveClassesAtExit=" + archive), image, destination));
        return List.of("-Xmx16m", "-XX:SharedArchiveFile=" + archive);
    }

    private void tar(Corpus corpus) throws IOException, BenchException {
        Path archive = workspace.memory("corpus.tar");
        Path unpacked = copies();
        programs.seconds(corpus.directory(), List.of("tar", "cf", archive.toString(), "."));
        beside(
                "tar x",
                replacing(
                        unpacked,
                        "tar x",
                        List.of(
                                "sh",
                                "-c",
                                "mkdir \"$1\" && tar xf \"$0\" -C \"$1\"",
                                archive.toString(),
                                unpacked.toString())),
                copy(corpus));
        Files.delete(archive);
        Workspace.delete(unpacked);
    }

    private void inMemory(Corpus corpus) throws IOException, BenchException {
        Path image = workspace.memory("corpus.img");
        Path destination = copies();
        String pins = "-Dlbpayload.stepsDirectories=" + Pins.make(workspace.memory("steps"), corpus);
        Trial forced = builder.trial("build", corpus, image, FORCE, pins);
        Trial sums = program("sha256sum", sha256sum(corpus));
        withGoal("`build`, all files pinned", forced, sums, 0.55);
        withGoal(
                "`build`, nothing changed",
                builder.trial("build again", corpus, image, pins),
                relabeled("first `build`", forced),
                0.05);
        String id = builder.build(corpus, image);

        Trial first = importer.first("importer", SMALL_HEAP, image, destination, corpus);
        withGoal("import, CRC verified, -Xmx16m", first, copy(corpus), 0.65);
        withGoal(
                "import, SHA-256 pinned",
                importer.first("importer --id", SMALL_HEAP, image, destination, corpus, "--id", id),
                sums,
                0.55);
        withGoal(
                "second import, all files there",
                importer.second("importer again", SMALL_HEAP, image, destination, corpus),
                relabeled("first import", first),
                0.5);
        withGoal(
                "second import without the marker, all verified again",
                importer.unmarked("importer, no marker", SMALL_HEAP, image, destination, corpus),
                relabeled("first import", first),
                0.5);
        heap(
                amounts.files() + " files, " + amounts.bytes() / (1 << 20) + " MiB",
                16,
                List.of(6, 8, 10, 12, 16),
                image,
                destination);

        builder.trial("build", corpus, image, FORCE, "-Dlbpayload.checksums=false")
                .seconds();
        beside(
                "import, image without checksums",
                importer.first("importer", SMALL_HEAP, image, destination, corpus),
                copy(corpus));
        plainImport(corpus, image, destination);
        Workspace.delete(destination);
        beside(
                "`build` without checksums",
                builder.trial("build", corpus, image, FORCE, "-Dlbpayload.checksums=false"),
                concatenation(corpus));
        Files.deleteIfExists(workspace.memory("concatenated"));
        Files.delete(image);
    }

    /** An importer of the least that can be written in C, which trusts every byte it reads. */
    private void plainImport(Corpus corpus, Path image, Path destination) throws IOException, BenchException {
        Path program = workspace.disk("plain-import");
        Path source = project.root().resolve("src/bench/plain-import.c");
        try {
            programs.seconds(project.root(), List.of("cc", "-O2", "-o", program.toString(), source.toString()));
        } catch (IOException e) {
            report.remark("No C compiler here, so there is no row for an importer in C.");
            return;
        }
        beside(
                "plain C importer, nothing verified",
                replacing(
                        destination,
                        "plain-import",
                        List.of(program.toString(), image.toString(), destination.toString())),
                copy(corpus));
    }

    private void onDisk(Corpus inMemory) throws IOException, BenchException {
        Path files = workspace.disk("corpus");
        programs.seconds(
                workspace.disk(""), List.of("cp", "-r", inMemory.directory().toString(), files.toString()));
        Corpus corpus = new Corpus(files, inMemory.names());
        Path image = workspace.disk("corpus.img");
        Path copy = workspace.disk("copy");
        builder.build(corpus, image);
        Trial copied = new ProgramTrial(
                "cp -r; sync",
                programs,
                workspace.disk(""),
                List.of("sh", "-c", "cp -r \"$0\" \"$1\" && sync", files.toString(), copy.toString()),
                () -> clear(copy),
                ProgramTrial::nothing);
        Trial imported = new ProgramTrial(
                "importer",
                programs,
                workspace.disk(""),
                importer.words(SMALL_HEAP, image, copy),
                () -> clear(copy),
                () -> corpus.checkCopy(copy));
        withGoal("import from and to a disk, synced", imported, copied, 1.1);
        for (Path done : List.of(files, image, copy)) {
            Workspace.delete(done);
        }
    }

    /** Nothing that was written before is left for the timed run to sync. */
    private void clear(Path directory) throws IOException, BenchException {
        Workspace.delete(directory);
        programs.seconds(workspace.disk(""), List.of("sync"));
    }

    private void growth() throws IOException, BenchException {
        Scaling scaling = new Scaling(workspace, programs, builder, importer, progress);
        progress.println("growth with the number of entries");
        Scaling.Growth entries = scaling.entries(amounts.entries());
        report.plot(
                "entries",
                "Cost of many entries of 64 bytes",
                "entries",
                n -> String.format(Locale.ROOT, "%.0f", n),
                entries);
        progress.println("growth with the number of bytes");
        Scaling.Growth bytes = scaling.bytes(amounts.sizes());
        report.plot("bytes", "Cost of many bytes, in 8 entries", "bytes", Table::bytes, bytes);
        exponents("entries", entries);
        exponents("bytes", bytes);

        Corpus corpus = Corpus.random(workspace.memory("many"), amounts.manyEntries(), 64L * amounts.manyEntries());
        Path image = workspace.memory("many.img");
        builder.build(corpus, image);
        Workspace.delete(corpus.directory());
        heap(
                amounts.manyEntries() + " entries",
                64,
                List.of(16, 24, 32, 40, 48, 56, 64),
                image,
                workspace.memory("many-copy"));
    }

    private void exponents(String what, Scaling.Growth growth) {
        List<Double> amounts = growth.amounts();
        if (amounts.size() < 2) {
            return;
        }
        report.remark(String.format(
                Locale.ROOT,
                "Growth from %s to %s (1 is linear): build %.2f, import %.2f; see %s.svg",
                what.equals("bytes")
                        ? bytes(amounts.get(amounts.size() - 2))
                        : amounts.get(amounts.size() - 2).intValue() + " " + what,
                what.equals("bytes")
                        ? bytes(amounts.get(amounts.size() - 1))
                        : amounts.get(amounts.size() - 1).intValue() + " " + what,
                Scaling.exponent(growth.build()),
                Scaling.exponent(growth.imported()),
                what));
    }

    private static String bytes(double bytes) {
        double mebibytes = bytes / (1 << 20);
        return mebibytes < 1024
                ? String.format(Locale.ROOT, "%.0f MiB", mebibytes)
                : String.format(Locale.ROOT, "%.0f GiB", mebibytes / 1024);
    }

    private void heap(String what, int goal, List<Integer> mebibytes, Path image, Path destination)
            throws IOException, BenchException {
        if (!options.only().isEmpty()) {
            return;
        }
        progress.println("heap for " + what);
        int smallest = importer.smallestHeap(mebibytes, image, destination);
        Workspace.delete(destination);
        report.remark("Heap for an import of " + what + ", at most " + goal + " MiB: "
                + (smallest == 0 ? "**missed**" : smallest + " MiB is enough"));
    }

    /**
     * Where files are copied to in memory, by whatever does it: so both sides of a row get the same pages of memory.
     */
    private Path copies() {
        return workspace.memory("copy");
    }

    private Trial copy(Corpus corpus) {
        Path copy = copies();
        return replacing(copy, "cp -r", List.of("cp", "-r", corpus.directory().toString(), copy.toString()));
    }

    private Trial concatenation(Corpus corpus) {
        Path whole = workspace.memory("concatenated");
        List<String> words = new ArrayList<>(List.of("sh", "-c", "cat -- \"$@\" >\"$0\"", whole.toString()));
        words.addAll(corpus.paths());
        return replacing(whole, "cat", words);
    }

    private static List<String> sha256sum(Corpus corpus) {
        List<String> words = new ArrayList<>(List.of("sha256sum", "--"));
        words.addAll(corpus.paths());
        return words;
    }

    private Trial program(String label, List<String> words) {
        return new ProgramTrial(
                label, programs, workspace.memory(""), words, ProgramTrial::nothing, ProgramTrial::nothing);
    }

    /** A program that makes something which has to be gone before. */
    private Trial replacing(Path made, String label, List<String> words) {
        return new ProgramTrial(
                label, programs, workspace.memory(""), words, () -> Workspace.delete(made), ProgramTrial::nothing);
    }

    private static Trial relabeled(String label, Trial trial) {
        return new Trial() {
            @Override
            public String label() {
                return label;
            }

            @Override
            public double seconds() throws IOException, BenchException {
                return trial.seconds();
            }
        };
    }

    private void withGoal(String work, Trial ours, Trial against, double goal) throws IOException, BenchException {
        run(Comparison.withGoal(work, ours, against, goal));
    }

    private void beside(String work, Trial ours, Trial against) throws IOException, BenchException {
        run(Comparison.beside(work, ours, against));
    }

    private void run(Comparison row) throws IOException, BenchException {
        if (row.work().contains(options.only())) {
            report.add(row.run(options.runs(), progress));
        }
    }
}
