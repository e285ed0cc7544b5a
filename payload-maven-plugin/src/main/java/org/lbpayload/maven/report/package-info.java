// SPDX-License-Identifier: Apache-2.0

/**
 * The report: one HTML page about the payload image and, in a checkout of live-bootstrap, the early image.
 *
 * <p>{@link org.lbpayload.maven.report.ReportCollector} reads the image, the recorded sources and the steps into a
 * {@link org.lbpayload.maven.report.PayloadReport}. {@link org.lbpayload.maven.report.ReportPage} turns the report into
 * a {@code PageModel}, fills in the template {@code page.html} and writes the page. {@code TreemapLayout} computes the
 * areas of the treemap, and {@code treemap.css} defines the colors.
 *
 * <p>Invariants: the page is self-contained and makes no network requests. Names from an image are escaped, because
 * they are not trusted. The same image and steps produce the same page on every machine. This package does not depend
 * on Maven.
 */
package org.lbpayload.maven.report;
