// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What came out of several runs of the same thing, in the order of the runs. */
record Samples(List<Double> values) {
    double median() {
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double min() {
        return sorted()[0];
    }

    double max() {
        return sorted()[values.size() - 1];
    }

    private double[] sorted() {
        double[] sorted = new double[values.size()];
        Arrays.setAll(sorted, values::get);
        Arrays.sort(sorted);
        return sorted;
    }

    /** The median, and in brackets the smallest and the largest. */
    String text() {
        return String.format(Locale.ROOT, "%.3f (%.3f-%.3f)", median(), min(), max());
    }
}
