// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench;

import java.nio.file.Path;

/**
 * What the command line asks for.
 *
 * @param quick whether to show that it works rather than how fast it is
 * @param micro whether to run the inner loops under JMH instead of the table
 * @param runs how many pairs of runs a row of the table takes
 * @param memory a directory on a file system in memory
 * @param only what the name of a row has to contain for the row to be run; empty for all there is to run
 */
record Options(boolean quick, boolean micro, int runs, Path memory, String only) {
    static final String HELP = """
            usage: src/bench/run [--quick] [--micro] [--runs N] [--memory DIR]
                                 [--only TEXT] [--no-build]

            Measures the importer's jar and the build goal side by side with cp, sha256sum, tar, cat and the
            JVM's own start, on files that it makes and removes again. Prints a table of ratios and leaves it
            with all samples and the plots in target/bench.

              --quick       small files and 3 runs: shows that it works, not how fast it is
              --micro       the inner loops under JMH instead
              --runs N      pairs of runs for each row (default 7)
              --memory DIR  a directory on a tmpfs with 6 GiB free (default /dev/shm)
              --only TEXT   the rows whose name contains TEXT, without heaps and plots
              --no-build    take the jars that stand
            """;

    static Options parse(String[] words) throws BenchException {
        boolean quick = false;
        boolean micro = false;
        int runs = 0;
        Path memory = Path.of("/dev/shm");
        String only = "";
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--quick" -> quick = true;
                case "--micro" -> micro = true;
                case "--no-build" -> {} // for the script that called
                case "--runs" -> runs = number(value(words, ++i));
                case "--memory" -> memory = Path.of(value(words, ++i));
                case "--only" -> only = value(words, ++i);
                default -> throw new BenchException("there is no option " + words[i] + "; see --help");
            }
        }
        return new Options(quick, micro, runs != 0 ? runs : quick ? 3 : 7, memory, only);
    }

    private static String value(String[] words, int i) throws BenchException {
        if (i == words.length) {
            throw new BenchException(words[i - 1] + " wants a value behind it");
        }
        return words[i];
    }

    private static int number(String word) throws BenchException {
        try {
            int number = Integer.parseInt(word);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new BenchException("--runs wants a whole number above 0, found " + word);
    }
}
