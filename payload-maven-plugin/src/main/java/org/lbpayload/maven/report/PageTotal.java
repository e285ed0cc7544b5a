// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import java.util.List;

/**
 * How many files there are and how large they are together, as the template sees it.
 *
 * @param part what CSS calls it
 * @param barX where its piece of the bar begins, in thousandths of the bar
 * @param barWidth how long its piece is, in thousandths of the bar
 */
record PageTotal(
        String part,
        String title,
        String files,
        String size,
        String exactSize,
        String share,
        long barX,
        long barWidth) {
    private static final int BAR = 1000;

    /** The totals of the early and the payload image, the bar divided between them. */
    static List<PageTotal> byPart(PayloadReport report) {
        long all = bytes(report.files());
        long early = bytes(report.filesOf(Part.EARLY));
        long divide = all == 0 ? 0 : Math.round((double) early / all * BAR);
        return List.of(
                of("early", "Early image", report.filesOf(Part.EARLY), all, 0, divide),
                of("payload", "Payload image", report.filesOf(Part.PAYLOAD), all, divide, BAR - divide));
    }

    /** The total of all files. */
    static PageTotal ofAll(PayloadReport report) {
        return of("all", "Together", report.files(), bytes(report.files()), 0, BAR);
    }

    private static PageTotal of(
            String part, String title, List<ReportFile> files, long allBytes, long barX, long barWidth) {
        long bytes = bytes(files);
        return new PageTotal(
                part,
                title,
                ByteCount.exact(files.size()) + (files.size() == 1 ? " file" : " files"),
                ByteCount.rounded(bytes),
                ByteCount.exact(bytes),
                allBytes == 0 ? "" : ByteCount.share(bytes, allBytes),
                barX,
                barWidth);
    }

    private static long bytes(List<ReportFile> files) {
        return files.stream().mapToLong(ReportFile::size).reduce(0, Math::addExact);
    }
}
