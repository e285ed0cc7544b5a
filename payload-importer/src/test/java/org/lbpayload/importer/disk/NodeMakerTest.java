// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class NodeMakerTest {
    /** PATH can contain a directory whose name is invalid in the locale's encoding. */
    @Test
    void ignoresInvalidDirectoryInPath() {
        assertThatCode(() -> NodeMaker.ofSystem("/usr/bin:/no\0path:/bin")).doesNotThrowAnyException();
    }
}
