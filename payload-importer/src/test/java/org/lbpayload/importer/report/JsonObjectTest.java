// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonObjectTest {
    @Test
    void escapesCharactersOutsidePrintableAscii() {
        assertThat(new JsonObject().with("s", " ~\u007f\u001f\n\"\\\u00e9\u20ac\ud83d\ude00"))
                .hasToString("{\"s\": \" ~\\u007f\\u001f\\u000a\\\"\\\\\\u00e9\\u20ac\\ud83d\\ude00\"}");
    }

    @Test
    void buildsObjectsWithAnyNumberOfFields() {
        assertThat(new JsonObject()).hasToString("{}");
        assertThat(new JsonObject().with("n", Long.MIN_VALUE)).hasToString("{\"n\": -9223372036854775808}");
        assertThat(new JsonObject().with("a", (String) null).withRaw("b", "[1]").with("c", ""))
                .hasToString("{\"a\": null, \"b\": [1], \"c\": \"\"}");
    }
}
