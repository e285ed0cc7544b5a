// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.nio.file.Path;
import java.util.Optional;

/** A location from which one distfile can be downloaded or copied. */
sealed interface DownloadSource {
    /** Returns the source for messages, without credentials and query, which may be secret. */
    String shown();

    /** A file in a mirror that is a directory. */
    record LocalFile(Path path) implements DownloadSource {
        @Override
        public String shown() {
            return path.toString();
        }
    }

    /** A URL on a server. The credentials are sent only to the origin of the URL. */
    record Http(HttpUrl url, Optional<Credentials> credentials) implements DownloadSource {
        @Override
        public String shown() {
            return url.shown();
        }
    }

    /** An unusable URL in a sources file. */
    record Unusable(String shown, String reason) implements DownloadSource {}

    /** Returns the source for a URL in a sources file. */
    static DownloadSource of(String url) {
        if (url.matches("(?i)[a-z][a-z0-9+.-]*:.*") && !url.matches("(?i)https?:.*")) {
            return new Unusable(
                    HttpUrl.shown(url),
                    "not tried: only http and https URLs are supported; add a mirror that has the distfile");
        }
        try {
            HttpUrl parsed = HttpUrl.parse(url);
            return new Http(parsed, parsed.credentials());
        } catch (IllegalArgumentException e) {
            return new Unusable(HttpUrl.shown(url), "not a valid URL: " + e.getMessage());
        }
    }
}
