// SPDX-License-Identifier: Apache-2.0
/**
 * Reads the steps of a live-bootstrap checkout and divides their distfiles between the early image and the payload
 * image.
 *
 * <p>{@link org.lbpayload.maven.steps.StepsPlan} reads the {@code manifest} of a steps directory and the
 * {@code sources} file of every step that the manifest builds. {@link org.lbpayload.maven.steps.ImportPlacement} checks
 * the manifest lines that compile and run the importer.
 *
 * <p>Invariants: this package does not depend on Maven and reads only text files. An error in a file causes a
 * {@link org.lbpayload.maven.steps.StepsException} that names the file and the line.
 */
package org.lbpayload.maven.steps;
