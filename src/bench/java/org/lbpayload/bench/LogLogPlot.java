// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** A plot with two logarithmic axes, drawn as SVG: what grows linearly runs along the dashed diagonals. */
final class LogLogPlot {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 480;
    private static final int LEFT = 80;
    private static final int RIGHT = 20;
    private static final int TOP = 50;
    private static final int BOTTOM = 60;
    private static final String[] COLORS = {"#0b6e99", "#c2571a", "#4c7a34"};

    /** Points of one kind, x ascending. */
    record Series(String label, List<Point> points) {}

    record Point(double x, double y) {}

    private final StringBuilder svg = new StringBuilder();
    private final double minX;
    private final double maxX;
    private final double minY;
    private final double maxY;

    private LogLogPlot(List<Series> series) {
        List<Point> points = new ArrayList<>();
        series.forEach(one -> points.addAll(one.points));
        minX = points.stream().mapToDouble(Point::x).min().orElseThrow();
        maxX = points.stream().mapToDouble(Point::x).max().orElseThrow();
        minY = decade(points.stream().mapToDouble(Point::y).min().orElseThrow(), Math::floor);
        maxY = decade(points.stream().mapToDouble(Point::y).max().orElseThrow(), Math::ceil);
    }

    private static double decade(double value, DoubleFunction<Double> round) {
        return Math.pow(10, round.apply(Math.log10(value)));
    }

    /**
     * @param xTicks where to label the horizontal axis
     * @param xLabel how
     */
    static String draw(
            String title, String xTitle, List<Double> xTicks, DoubleFunction<String> xLabel, List<Series> series) {
        LogLogPlot plot = new LogLogPlot(series);
        plot.frame(title, xTitle);
        for (double tick : xTicks) {
            plot.line(plot.x(tick), TOP, plot.x(tick), HEIGHT - BOTTOM, "stroke=\"#ddd\"");
            plot.text(plot.x(tick), HEIGHT - BOTTOM + 18, "middle", xLabel.apply(tick));
        }
        for (double tick = plot.minY; tick <= plot.maxY * 1.001; tick *= 10) {
            plot.line(LEFT, plot.y(tick), WIDTH - RIGHT, plot.y(tick), "stroke=\"#ddd\"");
            plot.text(
                    LEFT - 8,
                    plot.y(tick) + 4,
                    "end",
                    tick >= 1 ? Math.round(tick) + " s" : Math.round(tick * 1000) + " ms");
        }
        plot.diagonals();
        for (int i = 0; i < series.size(); i++) {
            plot.series(series.get(i), COLORS[i], i);
        }
        return plot.svg.append("</svg>\n").toString();
    }

    private void frame(String title, String xTitle) {
        append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH, HEIGHT);
        append("<title>%s</title>%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n", title);
        append("<text x=\"%d\" y=\"24\" font-size=\"16\">%s</text>%n", LEFT, title);
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 16, "middle", xTitle);
        append(
                "<clipPath id=\"area\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/></clipPath>%n",
                LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM);
    }

    private void diagonals() {
        for (double through = minY / 1e6; through < maxY * 1e6; through *= 10) {
            line(
                    x(minX),
                    y(through),
                    x(maxX),
                    y(through * maxX / minX),
                    "stroke=\"#bbb\" stroke-dasharray=\"2 4\" clip-path=\"url(#area)\"");
        }
    }

    private void series(Series one, String color, int position) {
        StringBuilder path = new StringBuilder();
        for (Point point : one.points) {
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.x), y(point.y)));
            append("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>%n", x(point.x), y(point.y), color);
        }
        append(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                path.toString().strip(), color);
        double y = TOP + 18 + 18 * position;
        append("<rect x=\"%d\" y=\"%.1f\" width=\"12\" height=\"12\" fill=\"%s\"/>%n", LEFT + 12, y - 10, color);
        text(LEFT + 30, y, "start", one.label);
    }

    private double x(double value) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.log(value / minX) / Math.log(maxX / minX);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * Math.log(value / minY) / Math.log(maxY / minY);
    }

    private void line(double x1, double y1, double x2, double y2, String style) {
        append("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>%n", x1, y1, x2, y2, style);
    }

    private void text(double x, double y, String anchor, String text) {
        append("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text);
    }

    private void append(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments));
    }
}
