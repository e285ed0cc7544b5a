// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeviceNumberTest {

    @Test
    void decodesNumbersOfKernel() {
        assertThat(DeviceNumber.decode(0x0801)).isEqualTo(new DeviceNumber(8, 1));
        assertThat(DeviceNumber.decode(0x10_0345_67L)).isEqualTo(new DeviceNumber(0x345, 0x10067));
    }

    @Test
    void parsesText() {
        assertThat(DeviceNumber.parse("259:3"))
                .isEqualTo(new DeviceNumber(259, 3))
                .hasToString("259:3");
    }
}
