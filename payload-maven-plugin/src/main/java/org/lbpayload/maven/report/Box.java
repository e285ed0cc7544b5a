// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

/**
 * A rectangle of a picture, in its units.
 *
 * @param x its left edge
 * @param y its upper edge
 */
record Box(double x, double y, double width, double height) {
    /** The rectangle without a margin on each side; of no size where it is too small for one. */
    Box inset(double margin) {
        return new Box(x + margin, y + margin, Math.max(0, width - 2 * margin), Math.max(0, height - 2 * margin));
    }

    /** Never 0, so that it can be divided by: rounding may leave nothing where a little should be left. */
    double shorterSide() {
        return Math.max(1e-9, Math.min(width, height));
    }
}
