// SPDX-License-Identifier: Apache-2.0
/**
 * Writes a payload image to a disk, after it has made sure that the disk is the right one and is free.
 *
 * <p>{@link org.lbpayload.maven.disk.DiskWriter} is the entry point. {@code TargetDisk} describes the disk: its size
 * and model, who uses it ({@code DiskUse}, which asks the kernel through {@code KernelView}), and what it holds
 * ({@code DiskSignature}). If the disk passes all checks, {@code Disk} writes the image and {@code DiskComparison}
 * reads it back and compares it.
 *
 * <p>Invariants: nothing is written before every check has passed. Until the whole image is on the disk, the disk does
 * not start with the magic of a payload image, so an interrupted run leaves no payload disk behind. This package does
 * not depend on Maven.
 */
package org.lbpayload.maven.disk;
