// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

/**
 * A rectangle of the treemap.
 *
 * @param x the left edge
 * @param y the upper edge
 * @param width the width
 * @param height the height
 */
record Box(double x, double y, double width, double height) {
    /** Returns this rectangle without a margin on each side. The result has no negative size. */
    Box inset(double margin) {
        return new Box(x + margin, y + margin, Math.max(0, width - 2 * margin), Math.max(0, height - 2 * margin));
    }

    /** Returns the shorter side, or a tiny value instead of 0, so that callers can divide by it. */
    double shorterSide() {
        return Math.max(1e-9, Math.min(width, height));
    }
}
