// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;

/** Where one distfile may be had. */
sealed interface Place {
    /** {@return the place for a message: without credentials and query, which may hold them} */
    String shown();

    /** A file of a {@code file} mirror. */
    record File(Path path) implements Place {
        @Override
        public String shown() {
            return path.toString();
        }
    }

    /** An {@code http} or {@code https} URL; {@code credentials} are for its origin alone. */
    record Http(URI uri, Optional<Credentials> credentials) implements Place {
        @Override
        public String shown() {
            return Uris.shown(uri);
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /** What a sources line has for a URL and cannot be one. */
    record Unusable(String shown, String reason) implements Place {}

    /** The place that a sources line names. */
    static Place of(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return new Unusable(Uris.shown(url), "not a URL: " + e.getReason() + " at index " + e.getIndex());
        }
        if (!Uris.isHttp(uri)) {
            return new Unusable(
                    Uris.shown(uri), "not tried: only http and https URLs are fetched; a mirror may have it");
        }
        if (uri.getHost() == null) {
            return new Unusable(Uris.shown(uri), "not a URL with a host name of letters, digits, '-' and '.'");
        }
        return new Http(uri, Uris.credentials(uri));
    }
}
