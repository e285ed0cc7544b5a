// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lbpayload.format.Entry;
import org.lbpayload.format.IndexPlan;
import org.lbpayload.format.Layout;

class ProgressTest {
    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1000, 0, 0", "1000, 9, 0", "1000, 10, 1", "1000, 999, 99", "1000, 1000, 99"})
    void percentAreWholeOnesAndNever100(long total, long copied, int percent) throws Exception {
        Entry entry = IndexPlan.of(Layout.U64, Map.of("a", 1L)).entries().get(0);
        Progress progress = new Progress(total);
        assertThat(progress.current()).isNull();
        progress.copied(entry, copied / 2);
        progress.copied(entry, copied - copied / 2);
        assertThat(progress.copiedBytes()).isEqualTo(copied);
        assertThat(progress.totalBytes()).isEqualTo(total);
        assertThat(progress.percent()).isEqualTo(percent);
        assertThat(progress.current()).isSameAs(entry);
    }

    @Test
    void percentAreRightForMoreBytesThanAnIntHolds() throws Exception {
        Progress progress = new Progress(1L << 50);
        progress.copied(IndexPlan.of(Layout.U64, Map.of("a", 1L)).entries().get(0), 1L << 49);
        assertThat(progress.percent()).isEqualTo(50);
    }
}
