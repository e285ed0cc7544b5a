// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

/** A {@code <mirror>} element of {@code <mirrors>}. */
public final class MirrorItem {
    /** The id of the {@code <server>} in Maven's settings that has the user name and password, if any. */
    private String id;

    /** The URL or the absolute path of the mirror; required. */
    private String url;

    /** Sets the URL from the short form, a {@code <mirror>} with text only. */
    public void set(String url) {
        this.url = url;
    }

    String id() {
        return id;
    }

    String url() {
        return url;
    }
}
