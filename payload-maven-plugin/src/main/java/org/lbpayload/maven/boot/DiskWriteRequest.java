// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

import java.nio.file.Path;

/**
 * What to write where, and what the person who asks is aware of.
 *
 * @param image the payload image
 * @param target the disk or file to overwrite
 * @param confirmation the target once more, to say that this disk is the one meant; null where nobody did
 * @param force whether a partition table or file system on the target may be overwritten
 * @param allowFile whether the target may be a regular file, which stands for a disk of its size; one that is not there
 *     is made as large as the image
 */
public record DiskWriteRequest(Path image, Path target, Path confirmation, boolean force, boolean allowFile) {}
