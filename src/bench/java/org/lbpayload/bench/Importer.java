// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The importer's jar in a JVM of its own. */
final class Importer {
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Path jar;
    private final Programs programs;
    private final Path directory;

    /** @param directory where it runs */
    Importer(Path jar, Programs programs, Path directory) {
        this.jar = jar;
        this.programs = programs;
        this.directory = directory;
    }

    /**
     * The command line.
     *
     * @param flags for the JVM
     * @param options for the importer
     */
    List<String> words(List<String> flags, Path image, Path destination, String... options) {
        List<String> words = new ArrayList<>();
        words.add(JAVA);
        words.addAll(flags);
        words.addAll(List.of("-jar", jar.toString(), "--device", image.toString()));
        words.addAll(List.of(options));
        words.add(destination.toString());
        return words;
    }

    /** Imports to a folder that is not there yet. */
    Trial first(String label, List<String> flags, Path image, Path destination, Corpus corpus, String... options) {
        return new ProgramTrial(
                label,
                programs,
                directory,
                words(flags, image, destination, options),
                () -> Workspace.delete(destination),
                () -> corpus.checkCopy(destination));
    }

    /** Imports to a folder where all was imported before, as the marker there says. */
    Trial second(String label, List<String> flags, Path image, Path destination, Corpus corpus) {
        return again(label, flags, image, destination, corpus, true);
    }

    /** Imports to a folder where all files are, but not the marker that would say so: every byte is read. */
    Trial unmarked(String label, List<String> flags, Path image, Path destination, Corpus corpus) {
        return again(label, flags, image, destination, corpus, false);
    }

    private Trial again(String label, List<String> flags, Path image, Path destination, Corpus corpus, boolean marked) {
        List<String> words = words(flags, image, destination);
        return new ProgramTrial(
                label,
                programs,
                directory,
                words,
                () -> {
                    if (!Files.exists(destination)) {
                        programs.seconds(directory, words);
                    }
                    if (!marked) {
                        Files.deleteIfExists(destination.resolve(".payload_imported"));
                    }
                },
                () -> corpus.checkCopy(destination));
    }

    /**
     * The first of these heaps that an import gets along with; 0 where none does.
     *
     * @param mebibytes in ascending order
     */
    int smallestHeap(List<Integer> mebibytes, Path image, Path destination) throws IOException, BenchException {
        for (int heap : mebibytes) {
            Workspace.delete(destination);
            if (programs.run(directory, words(List.of("-Xmx" + heap + "m"), image, destination))
                            .exitCode()
                    == 0) {
                return heap;
            }
        }
        return 0;
    }
}
