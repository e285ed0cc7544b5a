// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

/** A {@code <mirror>} element of {@code <mirrors>}. */
public final class MirrorItem {
    /** The optional id of the {@code <server>} in Maven's settings that contains the user name and password. */
    private String id;

    /** The required URL or absolute path of the mirror. */
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
