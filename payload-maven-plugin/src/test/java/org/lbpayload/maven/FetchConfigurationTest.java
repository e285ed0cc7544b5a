// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;

class FetchConfigurationTest {
    @Test
    void aMirrorThatIsNoUrlIsNamedWithoutItsCredentials() {
        MirrorItem mirror = new MirrorItem();
        mirror.set("https://user:s3cret@example.org/a b");

        assertThatThrownBy(() -> new FetchConfiguration(null, null).settings(List.of(mirror), 1))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("<mirrors>: expected the URL of a mirror, found https://example.org/a b, which is no URL:"
                        + " Illegal character in path at index 33; correct it")
                .hasNoCause();
    }

    @Test
    void aLimitBelowOneByteIsRefusedByName() {
        assertThatThrownBy(() -> new FetchConfiguration(null, null).settings(List.of(), 0))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("<maxBytes>: expected at least 1, found 0");
    }
}
