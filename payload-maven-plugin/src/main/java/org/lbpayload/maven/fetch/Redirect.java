// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where an answer 3xx leads. */
final class Redirect {
    private Redirect() {}

    /** {@return the URL to ask next}, never one that gives up encryption or has credentials of the server's making */
    static URI target(URI from, Optional<String> location) throws PlaceException {
        if (location.isEmpty()) {
            throw PlaceException.lasting("redirects without saying where to");
        }
        URI to;
        try {
            to = from.resolve(new URI(location.get()));
        } catch (URISyntaxException e) {
            throw PlaceException.lasting("redirects to something that is no URL: " + Uris.shown(location.get()), e);
        }
        if (!Uris.isHttp(to) || to.getHost() == null) {
            throw PlaceException.lasting("redirects to " + Uris.shown(to) + ", which is no http or https URL");
        }
        if (Uris.isHttps(from) && !Uris.isHttps(to)) {
            throw PlaceException.lasting("redirects from https to " + Uris.shown(to) + ", which is not encrypted");
        }
        return Uris.forRequest(to);
    }
}
