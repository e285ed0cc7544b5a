// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class NodeMakerTest {
    /** As one with bytes is that the locale's encoding does not have. */
    @Test
    void passesOverAFolderOfPathThatIsNoPath() {
        assertThatCode(() -> NodeMaker.ofSystem("/usr/bin:/no\0path:/bin")).doesNotThrowAnyException();
    }
}
