// SPDX-License-Identifier: Apache-2.0
/**
 * Reads a live-bootstrap checkout: the {@code manifest} of a steps folder and the {@code sources} file of every step
 * the manifest builds, and splits their distfiles into those the early image needs and those the payload image carries.
 *
 * <p>Nothing here knows Maven, and nothing is downloaded or hashed: text files in, a
 * {@link org.lbpayload.maven.steps.StepsPlan} out. Everything wrong with the text is a
 * {@link org.lbpayload.maven.steps.StepsException} that names the file and the line.
 */
package org.lbpayload.maven.steps;
