// SPDX-License-Identifier: Apache-2.0

/**
 * Prepares the early image: the early root, its initramfs or disk image, and the step that imports the payload.
 *
 * <p>{@link org.lbpayload.maven.early.EarlyRoot} lays out an {@link org.lbpayload.maven.early.EarlyRootPlan} in a
 * directory: the early distfiles, the importer, the import step with the payload id, and {@code bootstrap.cfg}.
 * {@link org.lbpayload.maven.early.Initramfs} collects this directory and the overlays, and
 * {@link org.lbpayload.maven.early.InitramfsWriter} packs them. {@link org.lbpayload.maven.early.Checkout} combines the
 * directory with live-bootstrap's files, and {@code DiskImageWriter} writes the disk image.
 *
 * <p>Invariants: every early distfile has the SHA-256 that its step pins. The import step accepts only payloads with
 * the pinned payload ids. The same input gives the same names, modes, times and bytes on every machine. A failed run
 * leaves the previous output unchanged. Nothing here depends on Maven.
 */
package org.lbpayload.maven.early;
