// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.DecoderException;
import org.apache.commons.codec.net.PercentCodec;
import org.lbpayload.maven.io.Printable;
import org.lbpayload.maven.steps.ShownUrl;

/**
 * An {@code http} or {@code https} URL, parsed in the same way as in browsers (WHATWG URL Standard).
 *
 * @param scheme {@code http} or {@code https}
 * @param host the host name in lower case, an IPv4 address, or an IPv6 address in brackets
 * @param port the port, 0 to 65535
 * @param target the path and the query, encoded for a request
 * @param credentials the user name and password in the URL, if any
 */
record HttpUrl(String scheme, String host, int port, String target, Optional<Credentials> credentials) {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)(https?)://([^/?#]*)([^#]*).*", Pattern.DOTALL);
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:(.*)@)?(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]*)(?::(\\d{0,5}))?");
    private static final Pattern FORBIDDEN_IN_HOST = Pattern.compile("[\\x00-\\x20\\x7f<>^|%\\\\]");
    private static final String ENCODED_IN_PATH = "\"<>`{}^";
    private static final String ENCODED_IN_QUERY = "\"<>'";
    private static final String ENCODED_IN_NAME = "\"#%/<>?[\\]^`{|}";
    /** The maximum length of a host name in DNS (RFC 1035, section 2.3.4). */
    private static final int MAX_HOST = 255;

    private static final int LAST_PORT = 65_535;

    /**
     * Parses an absolute URL.
     *
     * @throws IllegalArgumentException if the text is not an http or https URL with a valid host name and port. The
     *     message does not quote the text, which may contain a password
     */
    static HttpUrl parse(String text) {
        Matcher url = ABSOLUTE.matcher(clean(text));
        if (!url.matches()) {
            throw new IllegalArgumentException("expected an http or https URL");
        }
        Matcher authority = AUTHORITY.matcher(url.group(2));
        if (!authority.matches()) {
            throw new IllegalArgumentException("expected a host name and an optional port after '://'");
        }
        String scheme = url.group(1).toLowerCase(Locale.ROOT);
        return new HttpUrl(
                scheme,
                host(authority.group(2)),
                port(authority.group(3), scheme),
                target(url.group(3)),
                Optional.ofNullable(authority.group(1)).map(HttpUrl::credentials));
    }

    /**
     * Returns the URL that a {@code Location} header names, without credentials.
     *
     * @throws IllegalArgumentException if the location is not an http or https URL
     */
    HttpUrl resolve(String location) {
        String text = clean(location);
        if (SCHEME.matcher(text).lookingAt()) {
            return parse(text).withoutCredentials();
        }
        if (text.startsWith("//")) {
            return parse(scheme + ":" + text).withoutCredentials();
        }
        String path = target.replaceFirst("\\?.*", "");
        if (text.startsWith("?")) {
            return parse(origin() + path + text);
        }
        if (text.startsWith("/")) {
            return parse(origin() + text);
        }
        boolean isSamePage = text.isEmpty() || text.startsWith("#");
        return parse(origin() + (isSamePage ? target : path.substring(0, path.lastIndexOf('/') + 1) + text));
    }

    /** Returns the URL of a file in the directory that this URL names. */
    HttpUrl child(String name) {
        String directory = target.endsWith("/") ? target : target + "/";
        return new HttpUrl(scheme, host, port, directory + encode(name, ENCODED_IN_NAME), credentials);
    }

    /** Returns the scheme, host and port (RFC 6454, section 4). Credentials are sent only to this origin. */
    String origin() {
        return scheme + "://" + authority();
    }

    /** Returns the host, and the port unless it is the default port of the scheme (RFC 9110, section 7.2). */
    String authority() {
        return port == defaultPort(scheme) ? host : host + ":" + port;
    }

    /** Returns the whole URL without credentials. */
    String text() {
        return origin() + target;
    }

    /**
     * Returns the URL as a URI. The characters of the path and the query that {@link URI} rejects are percent-encoded.
     *
     * @return the URI, or empty if {@link URI} rejects the host name, for example because it contains {@code _}
     */
    Optional<URI> uri() {
        String valid = target.replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
        int query = valid.indexOf('?');
        String path = query < 0 ? valid : valid.substring(0, query);
        String rest = query < 0 ? "" : valid.substring(query);
        try {
            URI uri = new URI(origin() + encode(path, "[\\]|") + encode(rest, "\\^`{|}"));
            return Optional.of(uri).filter(u -> u.getHost() != null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Returns the URL for messages, without credentials and query, which may be secret. */
    String shown() {
        return shown(text());
    }

    /** Returns a possibly invalid URL for messages, without credentials and query. */
    static String shown(String url) {
        return Printable.text(ShownUrl.of(url));
    }

    /** Returns the URL without credentials and query, so that no log contains secrets. */
    @Override
    public String toString() {
        return shown();
    }

    private HttpUrl withoutCredentials() {
        return new HttpUrl(scheme, host, port, target, Optional.empty());
    }

    private static String clean(String text) {
        String stripped = text.replaceAll("[\\t\\r\\n]", "").trim(); // trim() also removes other control characters
        int end = stripped.replaceFirst("[?#].*", "").length();
        return stripped.substring(0, end).replace('\\', '/') + stripped.substring(end);
    }

    private static String host(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("expected a host name after '://'");
        }
        boolean isAscii = StandardCharsets.US_ASCII.newEncoder().canEncode(text);
        String host = (isAscii ? text : IDN.toASCII(text)).toLowerCase(Locale.ROOT);
        if (host.length() > MAX_HOST) {
            throw new IllegalArgumentException("the host name has more than " + MAX_HOST + " characters");
        }
        if (FORBIDDEN_IN_HOST.matcher(host).find()) {
            throw new IllegalArgumentException("the host name contains a character that is not allowed");
        }
        return host;
    }

    private static int port(String digits, String scheme) {
        if (digits == null || digits.isEmpty()) {
            return defaultPort(scheme);
        }
        int port = Integer.parseInt(digits);
        if (port > LAST_PORT) {
            throw new IllegalArgumentException("expected a port up to " + LAST_PORT + ", found " + port);
        }
        return port;
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static Credentials credentials(String userInfo) {
        int colon = userInfo.indexOf(':');
        return colon < 0
                ? new Credentials(decode(userInfo), "")
                : new Credentials(decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1)));
    }

    private static String decode(String text) {
        try {
            byte[] bytes = new PercentCodec().decode(text.getBytes(StandardCharsets.UTF_8));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (DecoderException e) {
            return text; // The text contains a literal %.
        }
    }

    private static String target(String pathAndQuery) {
        int query = pathAndQuery.indexOf('?');
        String path = query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
        return encode(withoutDotSegments(path), ENCODED_IN_PATH)
                + (query < 0 ? "" : encode(pathAndQuery.substring(query), ENCODED_IN_QUERY));
    }

    private static String withoutDotSegments(String path) {
        Deque<String> segments = new ArrayDeque<>();
        String last = "";
        for (String segment : path.substring(Math.min(1, path.length())).split("/", -1)) {
            last = segment.replaceAll("(?i)%2e", ".");
            if (last.equals("..")) {
                segments.pollLast();
            } else if (!last.equals(".")) {
                segments.add(segment);
            }
        }
        if (last.equals(".") || last.equals("..")) {
            segments.add("");
        }
        return "/" + String.join("/", segments);
    }

    private static String encode(String text, String encoded) {
        StringBuilder result = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b <= ' ' || b == 0x7f || encoded.indexOf(b) >= 0) {
                result.append('%').append(hexDigit(b >> 4)).append(hexDigit(b));
            } else {
                result.append((char) b);
            }
        }
        return result.toString();
    }

    private static char hexDigit(int value) {
        return Character.toUpperCase(Character.forDigit(value & 0xf, 16));
    }
}
