// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

/** Which of the two images carries a file. */
public enum Part {
    /** The small, trusted image that the machine starts from. */
    EARLY("early"),
    /** The payload image, imported later. */
    PAYLOAD("payload");

    private final String label;

    Part(String label) {
        this.label = label;
    }

    /** The word for it on the page, which is also its CSS class. */
    String label() {
        return label;
    }
}
