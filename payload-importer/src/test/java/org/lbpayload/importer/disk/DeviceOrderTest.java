// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeviceOrderTest {
    private static final List<String> ORDERED = Arrays.asList(
            "cciss/c0d0",
            "hda",
            "hda2",
            "hdb",
            "mmcblk0",
            "mmcblk0p1",
            "mmcblk0p2",
            "mmcblk0boot0",
            "mmcblk1",
            "mtdblock0",
            "nvme0n1",
            "nvme0n1p1",
            "nvme0n1p2",
            "nvme0n1p10",
            "nvme0n2",
            "nvme0n10",
            "nvme1n1",
            "nvme10n1",
            "sda",
            "sda1",
            "sda2",
            "sda10",
            "sdb",
            "sdz",
            "sdz1",
            "sdaa",
            "sdaa1",
            "sdab",
            "sdzz",
            "sdaaa",
            "vda",
            "vdb",
            "xvda",
            "xvdaa");

    @Test
    void sortsNamesLikeKernel() {
        for (int seed = 0; seed < 50; seed++) {
            List<String> names = new ArrayList<>(ORDERED);
            Collections.shuffle(names, new Random(seed));

            names.sort(DeviceOrder::compareNames);

            assertThat(names).as("seed %d", seed).isEqualTo(ORDERED);
        }
    }

    @Test
    void isConsistentForEveryPair() {
        List<String> names = new ArrayList<>(ORDERED);
        names.addAll(Arrays.asList("", "s", "sd", "sd0", "sd00", "sd000000000000000000000000001", "sd1", "sd-1"));
        for (String a : names) {
            for (String b : names) {
                assertThat(Integer.signum(DeviceOrder.compareNames(a, b)))
                        .isEqualTo(-Integer.signum(DeviceOrder.compareNames(b, a)));
                assertThat(DeviceOrder.compareNames(a, b) == 0).isEqualTo(a.equals(b));
            }
        }
    }
}
