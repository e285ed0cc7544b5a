// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

/**
 * A rectangle of the treemap.
 *
 * @param x the left edge
 * @param y the upper edge
 */
record Box(double x, double y, double width, double height) {
    /** Returns this rectangle, reduced by a margin on each side. The width and height of the result are at least 0. */
    Box inset(double margin) {
        return new Box(x + margin, y + margin, Math.max(0, width - 2 * margin), Math.max(0, height - 2 * margin));
    }

    /** Returns the shorter side, or a tiny value instead of 0, so that callers can divide by the result. */
    double shorterSide() {
        return Math.max(1e-9, Math.min(width, height));
    }
}
