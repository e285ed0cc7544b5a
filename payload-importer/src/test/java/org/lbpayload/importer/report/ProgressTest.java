// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1000, 0, 0", "1000, 9, 0", "1000, 10, 1", "1000, 999, 99", "1000, 1000, 99"})
    void roundsPercentDownToAtMost99(long total, long copied, int percent) {
        Progress progress = Progress.ofCopying(total);
        assertThat(progress.current()).isNull();
        progress.add("a", copied / 2);
        progress.add("a", copied - copied / 2);
        assertThat(progress.copiedBytes()).isEqualTo(copied);
        assertThat(progress.totalBytes()).isEqualTo(total);
        assertThat(progress.percent()).isEqualTo(percent);
        assertThat(progress.current()).isEqualTo("a");
    }

    @Test
    void calculatesPercentOfLargeNumbers() {
        Progress progress = Progress.ofCopying(1L << 50);
        progress.add("a", 1L << 49);
        assertThat(progress.percent()).isEqualTo(50);
    }
}
