// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A layout that divides a rectangle into almost square boxes of given areas. The algorithm is the squarified treemap of
 * Bruls, Huizing and van Wijk (2000).
 */
final class TreemapLayout {
    private final List<Box> boxes = new ArrayList<>();
    private final List<Double> row = new ArrayList<>();
    private Box free;

    private TreemapLayout(Box whole) {
        this.free = whole;
    }

    /**
     * Divides a rectangle.
     *
     * @param weights positive weights in descending order
     * @return a box for each weight in the same order, with an area proportional to the weight
     */
    static List<Box> divide(Box whole, List<Long> weights) {
        double sum = weights.stream().mapToDouble(Long::doubleValue).sum();
        double unit = whole.width() * whole.height() / sum;
        TreemapLayout map = new TreemapLayout(whole);
        for (long weight : weights) {
            map.add(weight * unit);
        }
        map.closeRow();
        return map.boxes;
    }

    private void add(double area) {
        double side = free.shorterSide();
        if (!row.isEmpty()) {
            double before = worstRatio(side);
            row.add(area);
            if (worstRatio(side) <= before) {
                return;
            }
            row.remove(row.size() - 1);
            closeRow();
        }
        row.add(area);
    }

    /**
     * Returns the largest aspect ratio of the boxes in the row, if the row lies along a side of length {@code side}.
     */
    private double worstRatio(double side) {
        double depth = sum(row) / side;
        double largest = row.get(0) / depth;
        double smallest = row.get(row.size() - 1) / depth;
        return Math.max(largest / depth, depth / smallest);
    }

    /** Places the row along the shorter side of the free rectangle, which shrinks by the depth of the row. */
    private void closeRow() {
        if (row.isEmpty()) {
            return;
        }
        boolean upright = free.width() >= free.height();
        double depth = sum(row) / free.shorterSide();
        double along = 0;
        for (double area : row) {
            double length = area / depth;
            boxes.add(
                    upright
                            ? new Box(free.x(), free.y() + along, depth, length)
                            : new Box(free.x() + along, free.y(), length, depth));
            along += length;
        }
        free = upright
                ? new Box(free.x() + depth, free.y(), Math.max(0, free.width() - depth), free.height())
                : new Box(free.x(), free.y() + depth, free.width(), Math.max(0, free.height() - depth));
        row.clear();
    }

    private static double sum(List<Double> areas) {
        double sum = 0;
        for (double area : areas) {
            sum += area;
        }
        return sum;
    }
}
