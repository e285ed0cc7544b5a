// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lbpayload.format.NameOrder;

/**
 * The content of a report.
 *
 * @param title the heading, such as the name of the project
 * @param layout the name of the payload image's layout, such as {@code u64}
 * @param payloadId the payload id, or empty if the image has no checksum section
 * @param files the files of both images in the order of their names
 * @param limits a message for each limit of the target, with the used amount; empty if the target has no such limits
 */
public record PayloadReport(
        String title, String layout, Optional<String> payloadId, List<ReportFile> files, List<String> limits) {
    private static final Comparator<ReportFile> BY_NAME =
            Comparator.comparing(ReportFile::name, NameOrder.INSTANCE).thenComparing(ReportFile::kind);

    public PayloadReport {
        files = files.stream().sorted(BY_NAME).toList();
        limits = List.copyOf(limits);
    }

    /** Creates a report without limits. */
    public PayloadReport(String title, String layout, Optional<String> payloadId, List<ReportFile> files) {
        this(title, layout, payloadId, files, List.of());
    }

    List<ReportFile> filesOf(ImageKind kind) {
        return files.stream().filter(file -> file.kind() == kind).toList();
    }
}
