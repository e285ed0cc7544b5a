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

/** The rules that choose the proxy for a URL. As in Maven, the first matching proxy is used. */
final class ProxyRules extends ProxySelector {
    private final List<Proxy> proxies;

    ProxyRules(List<Proxy> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    /** Returns the proxy for a host, or empty if the host is reached without a proxy. */
    Optional<Proxy> proxyFor(String scheme, String host) {
        return first(scheme).or(() -> first("http")).filter(p -> !isReachedDirectly(host, p.nonProxyHosts()));
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
        return List.of(proxyFor(uri.getScheme(), uri.getHost())
                .map(proxy -> new java.net.Proxy(
                        java.net.Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())))
                .orElse(java.net.Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The request fails with the same exception, and there is no second proxy to choose.
    }
}
