// SPDX-License-Identifier: Apache-2.0
/**
 * Writes a payload image or an early image to a disk after checking that the disk is the right one and is not in use.
 *
 * <p>{@link org.lbpayload.maven.disk.DiskWriter} is the entry point. {@code DiskInspector} describes the disk as a
 * {@code TargetDisk}: its size and model, its content ({@code DiskSignature}) and its uses ({@code DiskUse}). The facts
 * come from sysfs and proc ({@code KernelView}, {@code ProcessScan}) and from programs of util-linux
 * ({@code DiskTools}). A disk that passes all checks is opened as a {@code Disk} and checked again.
 * {@code DiskTransfer} writes the image, and {@code DiskComparison} reads the image back. Both classes read the next
 * chunk in a second thread ({@code ReadAhead}).
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Nothing is written until the open disk has passed all checks. Two runs cannot both pass the checks, because
 *       each run detects that the other run has the disk open.
 *   <li>Disks and files are compared by device number and inode ({@code StorageId}), never by path.
 *   <li>Until the whole image is on the disk, the disk does not start with the magic of a payload image.
 *   <li>A check that was not possible is reported before anything is written.
 *   <li>This package does not depend on Maven.
 * </ul>
 */
package org.lbpayload.maven.disk;
