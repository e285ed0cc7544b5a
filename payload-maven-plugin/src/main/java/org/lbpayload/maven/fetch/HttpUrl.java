// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.lbpayload.maven.io.Printable;
import org.lbpayload.maven.steps.ShownUrl;

/** What is asked of URIs here: their parts, and a form of them that is fit to print. */
final class Uris {
    /** What RFC 3986, section 3.3, lets stand in a path segment as it is. */
    private static final String SEGMENT = "-._~!$&'()*+,;=:@";

    private Uris() {}

    static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || isHttps(uri);
    }

    static boolean isHttps(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    static boolean isFile(URI uri) {
        return "file".equalsIgnoreCase(uri.getScheme());
    }

    /** {@return scheme, host and port, which together are what credentials are given for (RFC 6454, section 4)} */
    static String origin(URI uri) {
        int port = uri.getPort() >= 0 ? uri.getPort() : isHttps(uri) ? 443 : 80;
        return (uri.getScheme() + "://" + uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    }

    static Optional<Credentials> credentials(URI uri) {
        String userInfo = uri.getUserInfo();
        if (userInfo == null) {
            return Optional.empty();
        }
        int colon = userInfo.indexOf(':');
        return Optional.of(
                colon < 0
                        ? new Credentials(userInfo, "")
                        : new Credentials(userInfo.substring(0, colon), userInfo.substring(colon + 1)));
    }

    /**
     * {@return the same URI as a request takes it: without user name, password and fragment, with a path, and with
     * every character that is not ASCII escaped}
     */
    static URI forRequest(URI uri) {
        String authority = uri.getRawAuthority();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        return URI.create(
                URI.create(uri.getScheme() + "://" + host + path + query).toASCIIString());
    }

    /** {@return {@code base/name}, with everything in the name escaped that has a meaning in a URI} */
    static URI child(URI base, String name) {
        String text = base.toString();
        StringBuilder child = new StringBuilder(text.endsWith("/") ? text : text + "/");
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (isAsciiLetterOrDigit(c) || SEGMENT.indexOf(c) >= 0)) {
                child.append(c);
            } else {
                child.append('%').append(hex(c >> 4)).append(hex(c & 0xf));
            }
        }
        return URI.create(child.toString());
    }

    private static boolean isAsciiLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static char hex(int digit) {
        return "0123456789ABCDEF".charAt(digit);
    }

    static String shown(URI uri) {
        return shown(uri.toString());
    }

    /** {@return a URL, valid or not, for a message: without what may be secret, and not without end} */
    static String shown(String url) {
        return Printable.text(ShownUrl.of(url));
    }
}
