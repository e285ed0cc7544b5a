// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tests with the steps of live-bootstrap commit 984b832224ed9ea701c38e70cf703c6a2aa33243, in which payload steps were
 * inserted before and after {@code jump: fiwix}. {@code -Dlbpayload.realSteps=DIRECTORY} names the steps directory.
 */
class RealStepsTest {
    private static StepsPlan read(String splitBefore) throws StepsException {
        String directory = System.getProperty("lbpayload.realSteps", "");
        assumeTrue(!directory.isEmpty(), "-Dlbpayload.realSteps does not name a steps directory of live-bootstrap");
        return StepsPlan.read(List.of(Path.of(directory)), splitBefore);
    }

    @Test
    void findsSixEarlyDistfilesBeforeImport() throws Exception {
        StepsPlan plan = read(StepsPlan.DEFAULT_SPLIT);

        assertThat(plan.early())
                .extracting(Distfile::name)
                .containsExactlyInAnyOrder(
                        "fiwix-1.5.0-lb1.tar.gz",
                        "lwext4-1.0.0-lb1.tar.gz",
                        "mes-0.27.1.tar.gz",
                        "nyacc-1.00.2-lb1.tar.gz",
                        "tcc-0.9.26.tar.gz",
                        "tcc-0.9.27.tar.bz2");
        assertThat(plan.payload()).hasSize(304);
        assertThat(plan.distinctLines()).isEqualTo(312);
        assertThat(plan.warnings()).noneMatch(warning -> warning.contains("import_payload"));
    }

    @Test
    void findsSeventyOneEarlyDistfilesBeforeNetwork() throws Exception {
        StepsPlan plan = read("get_network");

        assertThat(plan.early()).hasSize(71);
        assertThat(plan.payload()).hasSize(239);
        assertThat(plan.distinctLines()).isEqualTo(312);
    }
}
