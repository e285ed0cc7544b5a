// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import org.junit.jupiter.api.Test;

class FreeInodesTest {
    @Test
    void the_second_number_counts() {
        assertThat(FreeInodes.parse("1000 17\n")).isEqualTo(17);
    }

    @Test
    void a_file_system_that_has_no_table_of_inodes_has_no_limit() {
        assertThat(FreeInodes.parse("0 0\n")).isEqualTo(FreeInodes.UNKNOWN);
    }

    @Test
    void a_message_is_no_number() {
        assertThat(FreeInodes.parse("stat: cannot read")).isEqualTo(FreeInodes.UNKNOWN);
        assertThat(FreeInodes.parse("")).isEqualTo(FreeInodes.UNKNOWN);
    }

    @Test
    void this_machine_has_some() {
        assertThat(FreeInodes.in(new File("."))).isPositive();
    }
}
