// SPDX-License-Identifier: Apache-2.0
/**
 * Builds and reads payload images.
 *
 * <p>The goals collect {@link org.lbpayload.maven.image.ImageSource} records from their parameters.
 * {@link org.lbpayload.maven.image.ImageBuilder} inspects the files and compares the files with the recorded state of
 * the existing image. The builder then merges files with the same name and writes the image with its checksums.
 * {@link org.lbpayload.maven.image.ImageReader} validates an existing image.
 *
 * <p>Invariants: an image and its state change only while the lock of the image is held. An image appears under its
 * final name only when the image is complete. This package does not depend on Maven.
 */
package org.lbpayload.maven.image;
