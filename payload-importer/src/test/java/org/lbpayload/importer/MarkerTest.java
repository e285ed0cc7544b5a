// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.format.PayloadId;

class MarkerTest {
    private static final PayloadId ONE = PayloadId.parse("1".repeat(64));
    private static final PayloadId TWO = PayloadId.parse("2".repeat(64));

    @TempDir
    Path folder;

    private Marker marker(String text) throws IOException, ImportException {
        Files.writeString(folder.resolve(".payload_imported"), text);
        return Marker.read(folder.toString());
    }

    @Test
    void namesThePayloadsThatAreInItAndNoOther() throws Exception {
        assertThat(marker(ONE + "\n").namesAll(List.of(ONE))).isTrue();
        assertThat(marker(ONE + "\n").namesAll(List.of(ONE, TWO))).isFalse();
        assertThat(marker(ONE + "\n" + TWO + "\n").namesAll(List.of(TWO, ONE))).isTrue();
        assertThat(marker(ONE + "\n").namesAll(List.of(TWO))).isFalse();
        assertThat(marker("").namesAll(List.of(ONE))).isFalse();
        assertThat(marker("without-checksums\n").namesAll(List.of(ONE))).isFalse();
    }

    @Test
    void namesNoneWhereItIsNotThere() throws Exception {
        Marker absent = Marker.read(folder.toString());
        assertThat(absent.exists()).isFalse();
        assertThat(absent.namesAll(List.of(ONE))).isFalse();
        assertThat(absent.names(List.of())).isFalse();
    }
}
