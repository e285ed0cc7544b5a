// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lbpayload.format.Layout;
import org.lbpayload.format.PayloadId;

class BuiltImageTest {
    private static final Optional<PayloadId> ID = Optional.ofNullable(PayloadId.parse("0".repeat(64)));

    @ParameterizedTest
    @ValueSource(longs = {1, 512, 1025, 1536})
    void warnsOfOddNumberOfSectorsWithoutChecksums(long bytes) {
        assertThat(image(bytes, Optional.empty()).warning())
                .hasValueSatisfying(warning -> assertThat(warning)
                        .contains("an odd number", "build the image with checksums", "truncate -s %1024"));
    }

    @ParameterizedTest
    @ValueSource(longs = {513, 1024, 2048})
    void hasNoWarningForEvenNumberOfSectors(long bytes) {
        assertThat(image(bytes, Optional.empty()).warning()).isEmpty();
    }

    @Test
    void hasNoWarningForImageWithChecksums() {
        assertThat(image(4096, ID).warning()).isEmpty();
    }

    private static BuiltImage image(long bytes, Optional<PayloadId> id) {
        return new BuiltImage(Path.of("payload.img"), Layout.U64, 1, bytes, id, false);
    }
}
