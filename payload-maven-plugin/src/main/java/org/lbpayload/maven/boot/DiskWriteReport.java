// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

/**
 * What was written.
 *
 * @param disk path, model and size of the target
 * @param imageBytes bytes of the image, all read back and compared
 * @param zeroedBytes bytes made zero behind it
 * @param pastCache whether they were read back from the disk itself, past the kernel's cache
 */
public record DiskWriteReport(String disk, long imageBytes, long zeroedBytes, boolean pastCache) {}
