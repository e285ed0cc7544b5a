// SPDX-License-Identifier: Apache-2.0
/**
 * Finds, probes and opens payload disks.
 *
 * <p>A {@link org.lbpayload.importer.disk.DeviceLister} lists the block devices in
 * {@link org.lbpayload.importer.disk.DeviceOrder}. {@link org.lbpayload.importer.disk.DiskProbe} reads the index of
 * each device and returns a {@link org.lbpayload.importer.disk.ProbeResult}.
 * {@link org.lbpayload.importer.disk.DiskSearch} returns the {@link org.lbpayload.importer.disk.ImageLocation} of each
 * payload disk that was found or that the user named. An {@link org.lbpayload.importer.disk.OpenImage} reads the
 * entries' data.
 *
 * <p>Invariants: only {@link org.lbpayload.importer.disk.DeviceOpener} opens a device or an image file, and it opens
 * only block devices and regular files. Nothing is mounted or written. The only change to the system is the creation of
 * a missing device node. A disk that cannot be read is never treated as a disk without a payload.
 */
package org.lbpayload.importer.disk;
