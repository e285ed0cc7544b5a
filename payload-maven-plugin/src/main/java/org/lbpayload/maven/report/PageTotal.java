// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import java.util.List;

/**
 * The number and the total size of a group of files, for the template.
 *
 * @param kind the CSS class of the group
 * @param barX the left end of the group's segment of the bar, in thousandths of the bar
 * @param barWidth the length of the segment, in thousandths of the bar
 */
record PageTotal(
        String kind,
        String title,
        String files,
        String size,
        String exactSize,
        String share,
        long barX,
        long barWidth) {
    private static final int BAR = 1000;

    /** Returns the totals of the early image and of the payload image. */
    static List<PageTotal> byImage(PayloadReport report) {
        long all = bytes(report.files());
        long early = bytes(report.filesOf(ImageKind.EARLY));
        long divide = all == 0 ? 0 : Math.round((double) early / all * BAR);
        return List.of(
                of("early", "Early image", report.filesOf(ImageKind.EARLY), all, 0, divide),
                of("payload", "Payload image", report.filesOf(ImageKind.PAYLOAD), all, divide, BAR - divide));
    }

    static PageTotal ofAll(PayloadReport report) {
        return of("all", "Together", report.files(), bytes(report.files()), 0, BAR);
    }

    private static PageTotal of(
            String kind, String title, List<ReportFile> files, long allBytes, long barX, long barWidth) {
        long bytes = bytes(files);
        return new PageTotal(
                kind,
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
