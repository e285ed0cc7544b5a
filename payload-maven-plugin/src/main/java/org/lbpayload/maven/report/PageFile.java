// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import java.util.List;
import org.lbpayload.format.EntryName;
import org.lbpayload.maven.steps.ShownUrl;

/**
 * A row of the page's table of files.
 *
 * @param row the id of the row on the page
 * @param name the printable name of the entry
 * @param kind the CSS class of the image that contains the file
 * @param bytes the size in bytes as plain digits, for sorting
 * @param size the size with a unit
 * @param exactSize the size in bytes, with the digits in groups of three
 * @param sha256 the checksum, or the empty string if it is unknown
 */
record PageFile(
        String row,
        String name,
        String kind,
        String bytes,
        String size,
        String exactSize,
        String sha256,
        List<Origin> origins) {
    /** An origin of a file. The {@code url} is empty unless the origin is an HTTP URL that the page shows in full. */
    record Origin(String text, String url) {
        static Origin of(String origin) {
            // Paths and artifact coordinates never contain "://".
            String text = origin.contains("://") ? ShownUrl.of(origin) : EntryName.printable(origin);
            boolean web = text.equals(origin) && (origin.startsWith("https://") || origin.startsWith("http://"));
            return new Origin(text, web ? origin : "");
        }
    }

    static PageFile of(ReportFile file, int index) {
        return new PageFile(
                row(index),
                EntryName.printable(file.name()),
                file.kind().label(),
                Long.toString(file.size()),
                ByteCount.rounded(file.size()),
                ByteCount.exact(file.size()),
                file.sha256().orElse(""),
                file.origins().stream().map(Origin::of).toList());
    }

    /** Returns the row id of the file with this index in the report. */
    static String row(int index) {
        return "file-" + index;
    }
}
