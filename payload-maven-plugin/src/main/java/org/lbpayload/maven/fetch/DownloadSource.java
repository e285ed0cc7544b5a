// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.nio.file.Path;
import java.util.Optional;

/** A place from which one distfile can be downloaded or copied. */
sealed interface DownloadSource {
    /** Returns the source for a message: without credentials and query, which may be secret. */
    String shown();

    /** A file in a directory that serves as a mirror. */
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

    /** A URL of a sources file that cannot be downloaded. */
    record Unusable(String shown, String reason) implements DownloadSource {}

    /** Returns the source that a URL of a sources file names. */
    static DownloadSource of(String url) {
        if (url.matches("(?i)[a-z][a-z0-9+.-]*:.*") && !url.matches("(?i)https?:.*")) {
            return new Unusable(
                    HttpUrl.shown(url), "not tried: only http and https URLs are downloaded; add a mirror that has it");
        }
        try {
            HttpUrl parsed = HttpUrl.parse(url);
            return new Http(parsed, parsed.credentials());
        } catch (IllegalArgumentException e) {
            return new Unusable(HttpUrl.shown(url), "not a valid URL: " + e.getMessage());
        }
    }
}
