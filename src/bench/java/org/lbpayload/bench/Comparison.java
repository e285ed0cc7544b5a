// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One row of the table: two things done in turn, so that whatever else the machine does meanwhile meets both.
 *
 * @param work what is done
 * @param ours what is measured
 * @param against what it is measured against
 * @param goal the ratio not to be passed; 0 where the row is only shown for orientation
 */
record Comparison(String work, Trial ours, Trial against, double goal) {
    /**
     * What came out.
     *
     * @param ours seconds
     * @param against seconds
     * @param ratio the one divided by the other, for each pair of runs
     */
    record Result(Comparison comparison, Samples ours, Samples against, Samples ratio) {
        boolean missed() {
            return comparison.goal > 0 && ratio.median() > comparison.goal;
        }
    }

    static Comparison withGoal(String work, Trial ours, Trial against, double goal) {
        return new Comparison(work, ours, against, goal);
    }

    static Comparison beside(String work, Trial ours, Trial against) {
        return new Comparison(work, ours, against, 0);
    }

    /** Runs A B A B, after one pair that only warms up. */
    Result run(int runs, PrintStream progress) throws IOException, BenchException {
        progress.println(work + ": " + ours.label() + " against " + against.label());
        List<Double> a = new ArrayList<>();
        List<Double> b = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int run = 0; run <= runs; run++) {
            double ourSeconds = ours.seconds();
            double theirSeconds = against.seconds();
            if (run == 0) {
                continue;
            }
            a.add(ourSeconds);
            b.add(theirSeconds);
            ratios.add(ourSeconds / theirSeconds);
            progress.printf(
                    Locale.ROOT,
                    "  %d/%d  %.3f s  %.3f s  %.2f%n",
                    run,
                    runs,
                    ourSeconds,
                    theirSeconds,
                    ratios.get(run - 1));
        }
        return new Result(this, new Samples(a), new Samples(b), new Samples(ratios));
    }
}
