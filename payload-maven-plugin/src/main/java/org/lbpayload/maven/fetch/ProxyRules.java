// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which proxy a URL is reached through, if any; the first that fits, as Maven does it. */
final class ProxyRules extends ProxySelector {
    private final List<Proxy> proxies;

    ProxyRules(List<Proxy> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    Optional<Proxy> proxyFor(URI uri) {
        Optional<Proxy> proxy = first(uri.getScheme());
        if (proxy.isEmpty()) {
            proxy = first("http");
        }
        return proxy.filter(p -> !isReachedDirectly(uri.getHost(), p.nonProxyHosts()));
    }

    private Optional<Proxy> first(String protocol) {
        return proxies.stream()
                .filter(proxy -> proxy.protocol().equalsIgnoreCase(protocol))
                .findFirst();
    }

    private static boolean isReachedDirectly(String host, String nonProxyHosts) {
        return Arrays.stream(nonProxyHosts.split("[|,]"))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .anyMatch(pattern -> matches(host, pattern));
    }

    private static boolean matches(String host, String pattern) {
        String regex =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(host).matches();
    }

    @Override
    public List<java.net.Proxy> select(URI uri) {
        return List.of(proxyFor(uri)
                .map(proxy -> new java.net.Proxy(
                        java.net.Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())))
                .orElse(java.net.Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The request fails with the same exception, and there is no second proxy to turn to.
    }
}
