// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

/** One {@code <mirror>} of {@code <mirrors>}. */
public final class MirrorItem {
    /** The {@code <server>} of Maven's settings whose user name and password it wants, if any. */
    private String id;

    /** Required. */
    private String url;

    /** Takes the short form: the URL alone. */
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
