// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A whole program, from its start to its end. */
final class ProgramTrial implements Trial {
    /** Something done before or after the program. */
    interface Action {
        void run() throws IOException, BenchException;
    }

    private final String label;
    private final Programs programs;
    private final Path directory;
    private final List<String> words;
    private final Action prepare;
    private Action check;

    /**
     * @param directory where it runs
     * @param prepare done before each run
     * @param check looks, after the first run, whether the program did what it is measured at
     */
    ProgramTrial(String label, Programs programs, Path directory, List<String> words, Action prepare, Action check) {
        this.label = label;
        this.programs = programs;
        this.directory = directory;
        this.words = words;
        this.prepare = prepare;
        this.check = check;
    }

    static void nothing() {}

    @Override
    public String label() {
        return label;
    }

    @Override
    public double seconds() throws IOException, BenchException {
        prepare.run();
        double seconds = programs.seconds(directory, words);
        check.run();
        check = ProgramTrial::nothing;
        return seconds;
    }
}
