// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.util.Objects;
import java.util.Optional;

/**
 * An HTTP proxy, with what Maven's settings say about one.
 *
 * @param protocol the scheme of the URLs it is for: {@code http} or {@code https}; one for {@code http} also serves
 *     {@code https} where none is given for that
 * @param host the proxy's host
 * @param port the proxy's port, 1 to 65535
 * @param nonProxyHosts hosts that are reached directly: names separated by {@code |} or {@code ,}, in which {@code *}
 *     stands for any characters; empty for none
 * @param credentials for the proxy itself. The JDK sends them for {@code https} URLs only where the system property
 *     {@code jdk.http.auth.tunneling.disabledSchemes} is set to nothing
 */
public record Proxy(String protocol, String host, int port, String nonProxyHosts, Optional<Credentials> credentials) {
    /** @throws IllegalArgumentException where the protocol or the port is not as described */
    public Proxy {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(nonProxyHosts, "nonProxyHosts");
        Objects.requireNonNull(credentials, "credentials");
        if (!protocol.equalsIgnoreCase("http") && !protocol.equalsIgnoreCase("https")) {
            throw new IllegalArgumentException(
                    "proxy " + host + ": expected the protocol http or https, found " + protocol);
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("proxy " + host + ": expected a port from 1 to 65535, found " + port);
        }
    }
}
