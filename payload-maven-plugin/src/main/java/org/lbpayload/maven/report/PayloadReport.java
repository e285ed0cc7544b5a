// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lbpayload.format.NameOrder;

/**
 * What the report tells.
 *
 * @param title what the image is of, such as the project's name
 * @param layout the label of the payload image's layout, such as {@code u64}
 * @param payloadId the payload id; empty where the image has no checksums
 * @param files the files of both images; kept in the order of their names
 */
public record PayloadReport(String title, String layout, Optional<String> payloadId, List<ReportFile> files) {
    private static final Comparator<ReportFile> BY_NAME =
            Comparator.comparing(ReportFile::name, NameOrder.INSTANCE).thenComparing(ReportFile::part);

    public PayloadReport {
        files = files.stream().sorted(BY_NAME).toList();
    }

    List<ReportFile> filesOf(Part part) {
        return files.stream().filter(file -> file.part() == part).toList();
    }
}
