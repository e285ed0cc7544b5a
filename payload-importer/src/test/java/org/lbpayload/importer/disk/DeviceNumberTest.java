// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceNumberTest {
    @ParameterizedTest
    @CsvSource({
        "8:16, 0x810",
        "259:3, 0x10303",
        "254:256, 0x10fe00",
        "4095:1048575, 0xffffffff",
        "4096:0, 0x100000000000"
    })
    void decodesDevT(String number, String rdev) {
        assertThat(DeviceNumber.ofRdev(Long.decode(rdev)))
                .isEqualTo(DeviceNumber.parse(number))
                .hasToString(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", ":", "8:", ":16", "major:minor", "8:99999999999"})
    void rejectsInvalidText(String text) {
        assertThat(DeviceNumber.parse(text)).isNull();
    }

    @Test
    void parsesMajorAndMinor() {
        assertThat(DeviceNumber.parse("8:16").major()).isEqualTo(8);
        assertThat(DeviceNumber.parse("8:16").minor()).isEqualTo(16);
    }

    @Test
    void comparesMajorAndMinor() {
        assertThat(DeviceNumber.parse("8:16"))
                .isNotEqualTo(DeviceNumber.parse("8:17"))
                .isNotEqualTo(DeviceNumber.parse("9:16"))
                .hasSameHashCodeAs(DeviceNumber.parse("8:16"));
    }
}
