// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PayloadReportTest {
    @Test
    void ordersFilesByNameBytesThenByImage() {
        PayloadReport report = new PayloadReport(
                "title",
                "u64",
                Optional.empty(),
                List.of(
                        Samples.file("\ud83d\udce6", 1, ImageKind.PAYLOAD),
                        Samples.file("b", 1, ImageKind.PAYLOAD),
                        Samples.file("\uffee", 1, ImageKind.PAYLOAD),
                        Samples.file("b", 1, ImageKind.EARLY),
                        Samples.file("B", 1, ImageKind.PAYLOAD)));

        assertThat(report.files())
                .extracting(ReportFile::name)
                .containsExactly("B", "b", "b", "\uffee", "\ud83d\udce6");
        assertThat(report.files().get(1).kind()).isEqualTo(ImageKind.EARLY);
        assertThat(report.filesOf(ImageKind.EARLY)).hasSize(1);
    }

    @Test
    void refusesFileOfNegativeSize() {
        assertThatThrownBy(() -> Samples.file("a", -1, ImageKind.EARLY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size: expected 0 or more, found -1");
    }

    @Test
    void refusesMalformedSha256() {
        for (String sha256 : List.of("", "a".repeat(63), "A".repeat(64), "g".repeat(64))) {
            assertThatThrownBy(() -> new ReportFile("a", 0, Optional.of(sha256), List.of(), ImageKind.EARLY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("sha256: expected 64 lower-case hexadecimal digits");
        }
    }
}
