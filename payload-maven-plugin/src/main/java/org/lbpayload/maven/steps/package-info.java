// SPDX-License-Identifier: Apache-2.0
/**
 * Reads the steps of a live-bootstrap checkout and splits their distfiles into early distfiles and payload.
 *
 * <p>{@link org.lbpayload.maven.steps.StepsPlan} reads the {@code manifest} of a steps directory and the
 * {@code sources} file of every step that the manifest builds. {@link org.lbpayload.maven.steps.ImportPlacement} checks
 * the manifest lines that compile and run the importer.
 *
 * <p>Invariants: nothing here depends on Maven, writes, downloads or hashes. A fault in the text is a
 * {@link org.lbpayload.maven.steps.StepsException} that names the file and the line.
 */
package org.lbpayload.maven.steps;
