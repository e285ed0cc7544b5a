// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportLimitsTest {
    @TempDir
    Path directory;

    @Test
    void showsLimitsOfTarget() throws Exception {
        Path page = directory.resolve("report.html");

        ReportPage.write(
                () -> new PayloadReport(
                        "title", "u64", Optional.empty(), List.of(), List.of("slots: 1 of 2 used", "<b>")),
                page);

        assertThat(Files.readString(page))
                .contains(
                        "<h2 id=\"limits\">Limits of the target</h2>",
                        "<li>slots: 1 of 2 used</li>",
                        "<li>&lt;b&gt;</li>");
    }

    @Test
    void hasNoSectionWithoutLimits() throws Exception {
        Path page = directory.resolve("report.html");

        ReportPage.write(() -> new PayloadReport("title", "u64", Optional.empty(), List.of()), page);

        assertThat(Files.readString(page)).doesNotContain("Limits of the target");
    }
}
