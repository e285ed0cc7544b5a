// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lbpayload.format.PayloadId;

class PayloadImportTest {
    @Test
    void acceptsDirectoriesBelowExternal() throws Exception {
        PayloadImport.check(List.of(to("/external/distfiles"), to("/external/repo-1.0/x86")), false);
    }

    @Test
    void acceptsOtherDirectoriesOnlyIfAllowed() throws Exception {
        PayloadImport.check(List.of(to("/usr/src")), true);

        assertThatThrownBy(() -> PayloadImport.check(List.of(to("/usr/src")), false))
                .isInstanceOf(EarlyException.class)
                .hasMessage("<payloads>: the destination /usr/src is outside /external: choose another, or set"
                        + " <allowAnyDestination> to true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "external/repo", "/external/", "/external/../etc", "/external/a b", "/external/$(x)"})
    void rejectsPathThatShellsCouldMisread(String destination) {
        assertThatThrownBy(() -> PayloadImport.check(List.of(to(destination)), true))
                .isInstanceOf(EarlyException.class)
                .hasMessageContaining("found '" + destination + "'");
    }

    @Test
    void rejectsSameDestinationTwice() {
        assertThatThrownBy(() -> PayloadImport.check(List.of(to("/external/a"), to("/external/a")), false))
                .hasMessageContaining("two payloads have the destination /external/a");
    }

    private static PayloadImport to(String destination) {
        return new PayloadImport(PayloadId.parse("0".repeat(64)), destination);
    }
}
