// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.format.PayloadId;
import org.lbpayload.importer.report.ImportException;

class MarkerTest {
    private static final PayloadId ONE = PayloadId.parse("1".repeat(64));
    private static final PayloadId TWO = PayloadId.parse("2".repeat(64));

    @TempDir
    Path directory;

    private Marker marker(String text) throws IOException, ImportException {
        Files.writeString(directory.resolve(".payload_imported"), text);
        return Marker.read(directory);
    }

    @Test
    void containsOnlyItsPayloads() throws Exception {
        assertThat(marker(ONE + "\n").containsAll(List.of(ONE))).isTrue();
        assertThat(marker(ONE + "\n").containsAll(List.of(ONE, TWO))).isFalse();
        assertThat(marker(ONE + "\n" + TWO + "\n").containsAll(List.of(TWO, ONE)))
                .isTrue();
        assertThat(marker(ONE + "\n").containsAll(List.of(TWO))).isFalse();
        assertThat(marker("").containsAll(List.of(ONE))).isFalse();
        assertThat(marker("without-checksums\n").containsAll(List.of(ONE))).isFalse();
    }

    @Test
    void containsNothingIfMissing() throws Exception {
        Marker absent = Marker.read(directory);
        assertThat(absent.exists()).isFalse();
        assertThat(absent.containsAll(List.of(ONE))).isFalse();
        assertThat(absent.containsAll(List.of())).isFalse();
    }
}
