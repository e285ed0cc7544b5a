// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * A user name and a password for HTTP Basic authentication (RFC 7617).
 *
 * @param user the user name, without a colon
 */
public record Credentials(String user, String password) {
    public Credentials {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        if (user.contains(":")) {
            throw new IllegalArgumentException("user: HTTP cannot send a user name that contains ':'; remove it");
        }
    }

    String basic() {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** Returns a constant, so that no log contains the user name or the password. */
    @Override
    public String toString() {
        return "Credentials[hidden]";
    }
}
