// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteCountTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1048524, 1023.9 KiB",
        "1048575, 1.0 MiB",
        "1610612736, 1.5 GiB",
        "9223372036854775807, 8.0 EiB"
    })
    void roundsToUnitBelow1024(long bytes, String text) {
        assertThat(ByteCount.rounded(bytes)).isEqualTo(text);
    }

    @Test
    void groupsDigitsByThree() {
        assertThat(ByteCount.exact(0)).isEqualTo("0");
        assertThat(ByteCount.exact(999)).isEqualTo("999");
        assertThat(ByteCount.exact(1234567)).isEqualTo("1\u202f234\u202f567");
    }

    @Test
    void showsTinyShareAsLessThanATenth() {
        assertThat(ByteCount.share(1, 3)).isEqualTo("33.3 %");
        assertThat(ByteCount.share(0, 3)).isEqualTo("0.0 %");
        assertThat(ByteCount.share(1, 1_000_000)).isEqualTo("< 0.1 %");
        assertThat(ByteCount.share(Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo("100.0 %");
    }
}
