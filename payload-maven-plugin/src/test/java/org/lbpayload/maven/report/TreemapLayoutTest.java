// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TreemapLayoutTest {
    private static final Box WHOLE = new Box(10, 20, 600, 400);

    @Test
    void dividesInProportionToWeights() {
        List<Long> weights = List.of(6L, 6L, 4L, 3L, 2L, 2L, 1L);
        List<Box> boxes = TreemapLayout.divide(WHOLE, weights);
        assertThat(boxes).hasSameSizeAs(weights);
        for (int i = 0; i < boxes.size(); i++) {
            assertThat(area(boxes.get(i))).isCloseTo(weights.get(i) * 10000, within(1e-6));
        }
    }

    @Test
    void laysOutFirstRowLikePublishedExample() {
        List<Box> boxes = TreemapLayout.divide(new Box(0, 0, 6, 4), List.of(6L, 6L, 4L, 3L, 2L, 2L, 1L));
        assertThat(boxes.get(0)).isEqualTo(new Box(0, 0, 3, 2));
        assertThat(boxes.get(1)).isEqualTo(new Box(0, 2, 3, 2));
        assertThat(boxes.get(2).y()).isZero();
        assertThat(boxes.get(2).width()).isCloseTo(4 / (7.0 / 3), within(1e-9));
    }

    @Test
    void fillsBoxWithoutOverlap() {
        List<Long> weights = LongStream.iterate(1L << 40, weight -> weight > 0, weight -> weight / 2)
                .boxed()
                .toList();
        List<Box> boxes = TreemapLayout.divide(WHOLE, weights);
        assertThat(boxes.stream().mapToDouble(TreemapLayoutTest::area).sum()).isCloseTo(600 * 400, within(1e-3));
        for (int i = 0; i < boxes.size(); i++) {
            Box a = boxes.get(i);
            assertThat(a.x()).isGreaterThanOrEqualTo(10 - 1e-6);
            assertThat(a.y()).isGreaterThanOrEqualTo(20 - 1e-6);
            assertThat(a.x() + a.width()).isLessThanOrEqualTo(610 + 1e-6);
            assertThat(a.y() + a.height()).isLessThanOrEqualTo(420 + 1e-6);
            for (Box b : boxes.subList(i + 1, boxes.size())) {
                double width = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
                double height = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
                assertThat(Math.min(width, height)).isLessThan(1e-6);
            }
        }
    }

    @Test
    void returnsFiniteBoxesForExtremeWeights() {
        for (Box box : TreemapLayout.divide(WHOLE, List.of(Long.MAX_VALUE / 2, 3L, 2L, 1L))) {
            assertThat(List.of(box.x(), box.y(), box.width(), box.height())).allMatch(Double::isFinite);
        }
    }

    private static double area(Box box) {
        return box.width() * box.height();
    }
}
