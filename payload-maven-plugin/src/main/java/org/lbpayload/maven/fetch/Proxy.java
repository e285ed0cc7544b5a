// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.util.Objects;
import java.util.Optional;

/**
 * An HTTP proxy from Maven's settings.
 *
 * @param protocol the scheme of the URLs that use the proxy, {@code http} or {@code https}. An {@code http} proxy is
 *     also used for {@code https} URLs if there is no {@code https} proxy
 * @param host the host name of the proxy
 * @param port the port of the proxy, 1 to 65535
 * @param nonProxyHosts the names of hosts that are reached without the proxy, separated by {@code |} or {@code ,}. In a
 *     name, {@code *} matches any characters
 * @param credentials the credentials for the proxy. The JDK sends these credentials for {@code https} URLs only if the
 *     system property {@code jdk.http.auth.tunneling.disabledSchemes} is empty
 */
public record Proxy(String protocol, String host, int port, String nonProxyHosts, Optional<Credentials> credentials) {
    /** @throws IllegalArgumentException if the protocol or the port is invalid */
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
