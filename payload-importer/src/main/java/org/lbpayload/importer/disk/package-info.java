// SPDX-License-Identifier: Apache-2.0
/**
 * Finds, probes and opens payload disks.
 *
 * <p>A {@link org.lbpayload.importer.disk.DeviceLister} lists the block devices in
 * {@link org.lbpayload.importer.disk.DeviceOrder}. {@link org.lbpayload.importer.disk.DiskProbe} reads the index of
 * each and returns a {@link org.lbpayload.importer.disk.ProbeResult}. {@link org.lbpayload.importer.disk.DiskSearch}
 * turns the results, or the disks that the user named, into an {@link org.lbpayload.importer.disk.ImageLocation} for
 * each image. An {@link org.lbpayload.importer.disk.OpenImage} reads the entries' data.
 *
 * <p>Invariants: only {@link org.lbpayload.importer.disk.DeviceOpener} opens a device or an image file, and it opens
 * nothing but block devices and regular files. Nothing is mounted or written; the only change to the system is a
 * missing device node, which is created. A disk that cannot be read is never treated as a disk without a payload.
 */
package org.lbpayload.importer.disk;
