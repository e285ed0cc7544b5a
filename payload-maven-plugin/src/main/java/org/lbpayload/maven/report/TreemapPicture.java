// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.lbpayload.format.EntryName;

/**
 * A treemap of the files, for the template. The area is divided first by image, then by file.
 *
 * @param width the width in SVG units of about one pixel
 * @param height the height in SVG units
 */
record TreemapPicture(int width, int height, List<Cell> cells) {
    /** The maximum number of cells for each image. If there are more files, one cell represents all smaller files. */
    private static final int MAX_FILES = 300;

    private static final double GAP = 1;
    private static final double PADDING = 5;
    private static final double FONT_SIZE = 11;
    /** The width of a letter in a monospaced font, relative to the font size. */
    private static final double LETTER_WIDTH = 0.61;

    private static final double LINE_HEIGHT = 14;
    private static final int SHORTEST_LABEL = 5;

    /**
     * A box that represents one file, or all files without a box of their own.
     *
     * @param kind the CSS class of the image that contains the file
     * @param row the id of the file's row in the table, or the empty string
     * @param label the name, shortened if necessary, or the empty string if the box is too small
     * @param detail the size in the second line, or the empty string if the box is too small
     * @param tooltip the name, size, share and image of the file
     */
    record Cell(
            String kind,
            String row,
            String x,
            String y,
            String width,
            String height,
            String labelX,
            String labelY,
            String label,
            String detailY,
            String detail,
            String tooltip) {}

    private record Item(String name, long size, String row) {}

    private record Region(ImageKind kind, List<Item> items, long size) {}

    /** Returns a treemap of all files that are not empty. */
    static TreemapPicture of(List<ReportFile> files, int width, int height) {
        List<Region> regions = Stream.of(ImageKind.values())
                .map(kind -> region(kind, files))
                .filter(region -> region.size() > 0)
                .sorted(Comparator.comparingLong(Region::size).reversed())
                .toList();
        List<Box> boxes = TreemapLayout.divide(
                new Box(0, 0, width, height), regions.stream().map(Region::size).toList());
        long total = regions.stream().mapToLong(Region::size).sum();
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < regions.size(); i++) {
            addCells(cells, regions.get(i), boxes.get(i).inset(regions.size() > 1 ? GAP : 0), total);
        }
        return new TreemapPicture(width, height, List.copyOf(cells));
    }

    private static Region region(ImageKind kind, List<ReportFile> files) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            ReportFile file = files.get(i);
            if (file.kind() == kind && file.size() > 0) {
                items.add(new Item(EntryName.printable(file.name()), file.size(), PageFile.row(i)));
            }
        }
        long size = items.stream().mapToLong(Item::size).sum();
        return new Region(kind, largestFirst(items), size);
    }

    private static List<Item> largestFirst(List<Item> items) {
        Comparator<Item> bySize = Comparator.comparingLong(Item::size).reversed();
        items.sort(bySize); // the sort is stable, so files of equal size stay sorted by name
        if (items.size() <= MAX_FILES) {
            return items;
        }
        List<Item> shown = new ArrayList<>(items.subList(0, MAX_FILES - 1));
        List<Item> rest = items.subList(MAX_FILES - 1, items.size());
        shown.add(new Item(
                rest.size() + " smaller files",
                rest.stream().mapToLong(Item::size).sum(),
                ""));
        shown.sort(bySize);
        return shown;
    }

    private static void addCells(List<Cell> cells, Region region, Box box, long total) {
        List<Box> boxes = TreemapLayout.divide(
                box, region.items().stream().map(Item::size).toList());
        for (int i = 0; i < boxes.size(); i++) {
            cells.add(cell(region, region.items().get(i), boxes.get(i).inset(GAP / 2), total));
        }
    }

    private static Cell cell(Region region, Item item, Box box, long total) {
        String size = ByteCount.rounded(item.size());
        String label = box.height() >= LINE_HEIGHT + PADDING ? fitting(item.name(), box) : "";
        boolean twoLines = !label.isEmpty()
                && box.height() >= 2 * LINE_HEIGHT + PADDING
                && textWidth(size) <= box.width() - 2 * PADDING;
        return new Cell(
                region.kind().label(),
                item.row(),
                tenths(box.x()),
                tenths(box.y()),
                tenths(box.width()),
                tenths(box.height()),
                tenths(box.x() + PADDING),
                tenths(box.y() + LINE_HEIGHT),
                label,
                tenths(box.y() + 2 * LINE_HEIGHT),
                twoLines ? size : "",
                item.name() + ": " + size + ", " + ByteCount.share(item.size(), total) + ", "
                        + region.kind().label());
    }

    /** Returns the text, shortened with an ellipsis to fit into a line of the box, or empty if too few letters fit. */
    private static String fitting(String text, Box box) {
        double room = box.width() - 2 * PADDING;
        if (textWidth(text) <= room) {
            return text;
        }
        int end = text.length();
        while (end > 0 && textWidth(text.substring(0, end)) + textWidth("…") > room) {
            end = text.offsetByCodePoints(end, -1);
        }
        return end < SHORTEST_LABEL ? "" : text.substring(0, end) + "…";
    }

    private static double textWidth(String text) {
        // Letters other than Latin, Greek and Cyrillic can be twice as wide.
        return FONT_SIZE
                * LETTER_WIDTH
                * text.codePoints().map(c -> c < 0x590 || c == '…' ? 1 : 2).sum();
    }

    /** Returns the number with at most one decimal, independently of the locale. */
    private static String tenths(double number) {
        long tenths = Math.round(number * 10);
        return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10);
    }
}
