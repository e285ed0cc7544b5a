// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

/** The kind of image that contains a file. */
public enum ImageKind {
    /** The early image: the first disk or initramfs, from which the target boots. */
    EARLY("early"),
    /** The payload image, which the target imports later. */
    PAYLOAD("payload");

    private final String label;

    ImageKind(String label) {
        this.label = label;
    }

    /** Returns the label of this kind on the page, which is also its CSS class. */
    String label() {
        return label;
    }
}
