// SPDX-License-Identifier: Apache-2.0

/**
 * Prepares the early image: the early root, its initramfs or disk image, and the step that imports the payload.
 *
 * <p>{@link org.lbpayload.maven.early.EarlyRoot} writes the files of an {@link org.lbpayload.maven.early.EarlyRootPlan}
 * to a directory: the early distfiles, the importer, the import step with the payload ids, and {@code bootstrap.cfg}.
 * {@link org.lbpayload.maven.early.Initramfs} collects the files of this directory and of the overlays, and
 * {@link org.lbpayload.maven.early.InitramfsWriter} packs the files. {@link org.lbpayload.maven.early.Checkout}
 * combines the directory with live-bootstrap's files, and {@code DiskImageWriter} writes the disk image.
 *
 * <p>Invariants: every early distfile has the SHA-256 that its step pins. The import step accepts only payloads with
 * the pinned payload ids. The same input produces the same names, modes, times and contents on every machine. A failed
 * write leaves the previous output unchanged. This package does not depend on Maven.
 */
package org.lbpayload.maven.early;
