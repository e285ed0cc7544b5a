// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place that provides distfiles by name, either a directory on this machine or a URL on a server. */
public final class Mirror {
    private final String shown;
    private final Function<String, DownloadSource> sources;

    private Mirror(String shown, Function<String, DownloadSource> sources) {
        this.shown = shown;
        this.sources = sources;
    }

    /**
     * Returns the mirror for a configured URL or path.
     *
     * @param text an http, https or file URL, or an absolute path. The path in a file URL need not be percent-encoded,
     *     because POM authors write {@code file://${project.basedir}/mirror}
     * @param credentials the credentials for the server, which take precedence over credentials in the URL
     * @throws IllegalArgumentException if the text is neither a valid URL nor an absolute path
     */
    public static Mirror of(String text, Optional<Credentials> credentials) {
        if (text.regionMatches(true, 0, "file:", 0, "file:".length())) {
            return directory(FileUrl.path(text));
        }
        if (isAbsolutePath(text)) {
            return directory(Path.of(text));
        }
        return server(text, credentials);
    }

    private static Mirror directory(Path path) {
        return new Mirror(path.toString(), name -> new DownloadSource.LocalFile(path.resolve(name)));
    }

    private static Mirror server(String text, Optional<Credentials> credentials) {
        String problem = "mirror " + HttpUrl.shown(text) + ": ";
        HttpUrl url;
        try {
            url = HttpUrl.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    problem + e.getMessage() + "; write http://HOST/PATH, https://HOST/PATH, file:///PATH or /PATH", e);
        }
        if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
            throw new IllegalArgumentException(problem
                    + "expected a URL without '?' or '#', because the names of distfiles are appended to the URL");
        }
        Optional<Credentials> used = credentials.or(url::credentials);
        return new Mirror(url.shown(), name -> new DownloadSource.Http(url.child(name), used));
    }

    private static boolean isAbsolutePath(String text) {
        try {
            return Path.of(text).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    DownloadSource source(String name) {
        return sources.apply(name);
    }

    /** Returns the URL without credentials, or the path. */
    @Override
    public String toString() {
        return shown;
    }

    /** A parser for file URLs, whose paths need not be percent-encoded. */
    private static final class FileUrl {
        private static final Pattern LOCAL =
                Pattern.compile("(?i)file:(?://(?:localhost(?=/))?)?(/(?!/).*|[a-z]:[/\\\\].*)");

        static Path path(String text) {
            Matcher url = LOCAL.matcher(text);
            if (!url.matches()) {
                throw invalid(text, null);
            }
            try {
                Path literal = literal(url.group(1));
                return encoded(url.group(1))
                        .filter(path -> Files.isDirectory(path) || !Files.isDirectory(literal))
                        .orElse(literal);
            } catch (InvalidPathException e) {
                throw invalid(text, e);
            }
        }

        /** Returns the decoded path, or empty if the text is not correctly percent-encoded. */
        private static Optional<Path> encoded(String path) {
            try {
                return Optional.of(Path.of(new URI("file://" + path)));
            } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
                return Optional.empty();
            }
        }

        /** Returns the path without decoding. On Windows, removes the slash before the drive letter. */
        private static Path literal(String path) {
            if (path.matches("(?i)/[a-z]:[/\\\\].*") && isAbsolutePath(path.substring(1))) {
                return Path.of(path.substring(1));
            }
            return Path.of(path);
        }

        private static IllegalArgumentException invalid(String text, Exception cause) {
            return new IllegalArgumentException(
                    "mirror " + HttpUrl.shown(text)
                            + ": expected the URL of a directory on this machine; write file:///srv/distfiles or"
                            + " /srv/distfiles",
                    cause);
        }
    }
}
