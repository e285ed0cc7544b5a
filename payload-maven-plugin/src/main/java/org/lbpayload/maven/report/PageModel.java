// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import java.util.List;
import java.util.stream.IntStream;
import org.lbpayload.format.EntryName;

/**
 * The values for the template {@code page.html}.
 *
 * @param payloadId the payload id, or the empty string if there is none
 * @param limits a message for each limit of the target, with the used amount
 * @param hasBytes whether any file is not empty; otherwise the page has no treemap
 * @param wideTreemap the treemap for wide screens
 * @param tallTreemap the treemap for phones
 * @param styleHash the hash of the style in the content security policy
 * @param scriptHash the hash of the script in the content security policy
 */
record PageModel(
        String title,
        String layout,
        String payloadId,
        PageTotal total,
        List<PageTotal> images,
        boolean hasEarly,
        boolean hasLimits,
        List<String> limits,
        List<PageFile> files,
        boolean hasBytes,
        TreemapPicture wideTreemap,
        TreemapPicture tallTreemap,
        String style,
        String styleHash,
        String script,
        String scriptHash) {

    static PageModel of(PayloadReport report, String style, String styleHash, String script, String scriptHash) {
        List<ReportFile> files = report.files();
        return new PageModel(
                EntryName.printable(report.title()),
                report.layout(),
                report.payloadId().orElse(""),
                PageTotal.ofAll(report),
                PageTotal.byImage(report),
                !report.filesOf(ImageKind.EARLY).isEmpty(),
                !report.limits().isEmpty(),
                report.limits(),
                IntStream.range(0, files.size())
                        .mapToObj(i -> PageFile.of(files.get(i), i))
                        .toList(),
                files.stream().anyMatch(file -> file.size() > 0),
                TreemapPicture.of(files, 1200, 560),
                TreemapPicture.of(files, 360, 520),
                style,
                styleHash,
                script,
                scriptHash);
    }
}
