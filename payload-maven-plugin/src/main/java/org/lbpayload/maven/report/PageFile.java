// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import java.util.List;
import org.lbpayload.format.EntryName;
import org.lbpayload.maven.steps.ShownUrl;

/**
 * A row of the table, as its template sees it.
 *
 * @param row its id on the page
 * @param bytes the size to the last digit, for sorting
 * @param sha256 empty where it is not known
 */
record PageFile(
        String row,
        String name,
        String part,
        String bytes,
        String size,
        String exactSize,
        String sha256,
        List<Origin> origins) {
    /**
     * Where a file comes from; {@code url} is empty where that is no address that a browser may safely open, or one
     * that the page does not show whole.
     */
    record Origin(String text, String url) {
        static Origin of(String origin) {
            // No path and no coordinates have "://" in them.
            String text = origin.contains("://") ? ShownUrl.of(origin) : EntryName.printable(origin);
            boolean web = text.equals(origin) && (origin.startsWith("https://") || origin.startsWith("http://"));
            return new Origin(text, web ? origin : "");
        }
    }

    /** @param index the file's place in the report */
    static PageFile of(ReportFile file, int index) {
        return new PageFile(
                row(index),
                EntryName.printable(file.name()),
                file.part().label(),
                Long.toString(file.size()),
                ByteCount.rounded(file.size()),
                ByteCount.exact(file.size()),
                file.sha256().orElse(""),
                file.origins().stream().map(Origin::of).toList());
    }

    /** The id of the row of the file at {@code index} of the report. */
    static String row(int index) {
        return "file-" + index;
    }
}
