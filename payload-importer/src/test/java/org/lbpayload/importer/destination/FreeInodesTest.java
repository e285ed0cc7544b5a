// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import org.junit.jupiter.api.Test;

class FreeInodesTest {
    @Test
    void parsesFreeInodes() {
        assertThat(FreeInodes.parse("1000 17\n")).isEqualTo(17);
    }

    @Test
    void returnsUnknownIfFileSystemHasNoInodeTable() {
        assertThat(FreeInodes.parse("0 0\n")).isEqualTo(FreeInodes.UNKNOWN);
    }

    @Test
    void returnsUnknownForErrorMessage() {
        assertThat(FreeInodes.parse("stat: cannot read")).isEqualTo(FreeInodes.UNKNOWN);
        assertThat(FreeInodes.parse("")).isEqualTo(FreeInodes.UNKNOWN);
    }

    @Test
    void readsFreeInodesOfThisMachine() {
        assertThat(FreeInodes.in(new File("."))).isPositive();
    }
}
