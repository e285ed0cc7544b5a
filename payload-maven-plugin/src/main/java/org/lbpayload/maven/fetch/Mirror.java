// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A place that has distfiles under their names, as {@code MIRROR/NAME}.
 *
 * @param base where the names are appended, with or without a slash at the end: an absolute {@code http}, {@code https}
 *     or {@code file} URI without query and fragment. Credentials in it ({@code https://user:password@host/}) are used
 *     where {@code credentials} is empty
 * @param credentials sent to the origin of {@code base} (scheme, host and port) and to no other
 */
public record Mirror(URI base, Optional<Credentials> credentials) {
    /** @throws IllegalArgumentException where {@code base} is not a URI as described */
    public Mirror {
        Objects.requireNonNull(credentials, "credentials");
        String shown = Uris.shown(base);
        if (base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "mirror " + shown + ": expected no '?' and no '#'; names are appended to it");
        }
        if (Uris.isFile(base)) {
            try {
                Objects.requireNonNull(Path.of(base));
            } catch (IllegalArgumentException | FileSystemNotFoundException e) {
                throw new IllegalArgumentException(
                        "mirror " + shown + ": expected a folder, as in file:///srv/distfiles (" + e.getMessage() + ")",
                        e);
            }
        } else if (!Uris.isHttp(base) || base.getHost() == null) {
            throw new IllegalArgumentException(
                    "mirror " + shown + ": expected an http, https or file URL with a host name that has only letters,"
                            + " digits, '-' and '.'");
        }
    }

    Place place(String name) {
        if (Uris.isFile(base)) {
            return new Place.File(Path.of(base).resolve(name));
        }
        return new Place.Http(Uris.child(base, name), credentials.or(() -> Uris.credentials(base)));
    }

    /** {@return the base without credentials} */
    @Override
    public String toString() {
        return Uris.shown(base);
    }
}
