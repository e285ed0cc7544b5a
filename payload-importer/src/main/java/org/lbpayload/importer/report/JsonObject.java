// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.report;

import org.jspecify.annotations.Nullable;

/** A builder of JSON objects (RFC 8259). Characters outside ASCII are escaped. */
final class JsonObject {
    private final StringBuilder text = new StringBuilder("{");

    /** @param value any string, or null */
    JsonObject with(String name, @Nullable String value) {
        if (value == null) {
            return withRaw(name, "null");
        }
        StringBuilder string = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                string.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                String hex = Integer.toHexString(c);
                string.append("\\u").append("0000", 0, 4 - hex.length()).append(hex);
            } else {
                string.append(c);
            }
        }
        return withRaw(name, string.append('"').toString());
    }

    JsonObject with(String name, long value) {
        return withRaw(name, Long.toString(value));
    }

    /** @param json the value as JSON text */
    JsonObject withRaw(String name, String json) {
        text.append(text.length() == 1 ? "" : ", ")
                .append('"')
                .append(name)
                .append("\": ")
                .append(json);
        return this;
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
