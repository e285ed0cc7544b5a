// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import java.util.List;
import java.util.stream.IntStream;
import org.lbpayload.format.EntryName;

/**
 * What the template {@code page.html} sees.
 *
 * @param payloadId empty where the image has none
 * @param hasEarly whether there is anything to compare the payload with
 * @param hasBytes whether there is anything to draw
 * @param wideTreemap for a screen that is wide
 * @param tallTreemap for a phone
 * @param styleHash as a content security policy names it
 */
record PageModel(
        String title,
        String layout,
        String payloadId,
        PageTotal total,
        List<PageTotal> parts,
        boolean hasEarly,
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
                PageTotal.byPart(report),
                !report.filesOf(Part.EARLY).isEmpty(),
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
